export { isPreference, removePreference, scopePreference } from "./decide.ts";
export { learnEdits } from "./learn.ts";
export { listPreferences, type RecalledPreference, recallPreferences } from "./queries.ts";
