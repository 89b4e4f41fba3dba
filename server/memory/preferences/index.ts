export { isPreference, removePreference, scopePreference } from "./decide.ts";
export { learnEdits } from "./learn.ts";
export { listPreferences, recallPreferences } from "./queries.ts";
export type { RecalledPreference } from "./recalled.ts";
