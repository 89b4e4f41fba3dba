export { askDecisionAgain } from "./decision/ask-again.ts";
export { compareDecision } from "./decision/compare-decision.ts";
export { dryRun } from "./dry-run/dry-run.ts";
export { publishDraft, restoreVersion, validateDraft } from "./publish.ts";
export { publishedSchema } from "./published-schema.ts";
export { endTrial, tryInShadow } from "./trial.ts";
