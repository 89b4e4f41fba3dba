import {
  createSchedule,
  deleteSchedule,
  getSchedule,
  listSchedules,
  previewSchedule,
  setScheduleEnabled,
  updateSchedule,
  workflowSchedules,
} from "#server/domains/schedule/index.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { router } from "../trpc.ts";

export const scheduleRouter = router({
  list: fromQuery(listSchedules),
  ofWorkflow: fromQuery(workflowSchedules),
  get: fromQuery(getSchedule),
  preview: fromQuery(previewSchedule),
  create: fromCommand(createSchedule),
  update: fromCommand(updateSchedule),
  setEnabled: fromCommand(setScheduleEnabled),
  delete: fromCommand(deleteSchedule),
});
