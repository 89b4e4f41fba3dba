export { createWorkspace } from "./create.ts";
export { currencySchema, timeZoneSchema, workspaceNameSchema } from "./rules.ts";
