export { createSchedule } from "./create.ts";
export { deleteSchedule } from "./delete.ts";
export { dueSchedules } from "./due.ts";
export { fireSchedule } from "./fire.ts";
export { followZone } from "./follow-zone.ts";
export { getSchedule, listSchedules, previewSchedule, workflowSchedules } from "./queries.ts";
export { setScheduleEnabled } from "./set-enabled.ts";
export { updateSchedule } from "./update.ts";
