export { createWorkflow } from "./create-workflow.ts";
export {
  type CurrentDefinition,
  currentDefinitions,
  currentDefinitionsNow,
  currentDefinitionsWithin,
  definitionOf,
  getDefinition,
} from "./current-definitions.ts";
export { discardDraft } from "./discard-draft.ts";
export { workflowId } from "./draft-input.ts";
export { getVersion, getWorkflow, listVersions } from "./get-workflow.ts";
export { type Published, publishVersion } from "./publish-version.ts";
export { enabledWorkflows, listWorkflows } from "./queries.ts";
export { saveDraft } from "./save-draft.ts";
export { offWords, setWorkflowEnabled } from "./set-enabled.ts";
