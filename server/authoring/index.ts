export { dryRun } from "./dry-run/dry-run.ts";
export { publishDraft, restoreVersion, validateDraft } from "./publish.ts";
export { publishedSchema } from "./published-schema.ts";
export { endTrial, tryInShadow } from "./trial.ts";
