export { workspaceIds } from "./all-ids.ts";
export { createWorkspace } from "./create.ts";
export { getWorkspaceSettings } from "./queries.ts";
export { currencySchema, timeZoneSchema, workspaceNameSchema } from "./rules.ts";
export { updateWorkspace } from "./update.ts";
export { watchChanges } from "./watch-changes.ts";
