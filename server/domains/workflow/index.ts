export {
  type CurrentDefinition,
  currentDefinitions,
  currentDefinitionsWithin,
  definitionOf,
} from "./current-definitions.ts";
export { enabledWorkflows, listWorkflows } from "./queries.ts";
export { setWorkflowEnabled } from "./set-enabled.ts";
