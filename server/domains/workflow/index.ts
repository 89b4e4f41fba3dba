export { enabledWorkflows, listWorkflows } from "./queries.ts";
export { setWorkflowEnabled } from "./set-enabled.ts";
