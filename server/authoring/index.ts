export { dryRun } from "./dry-run/dry-run.ts";
export { publishDraft, restoreVersion, validateDraft } from "./publish.ts";
