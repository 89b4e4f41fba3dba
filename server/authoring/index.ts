export { publishDraft, restoreVersion, validateDraft } from "./publish.ts";
