export { addMemory, closeMemory } from "./curate.ts";
export { type Lesson, recallLessons } from "./lessons.ts";
export {
  learnEdits,
  listPreferences,
  type RecalledPreference,
  recallPreferences,
  removePreference,
  scopePreference,
} from "./preferences/index.ts";
export { confirmMemory, decideQuarantined, editMemory } from "./quarantine.ts";
export { countQuarantined, listQuarantined, memoriesOfRun } from "./quarantine-queries.ts";
export { listMemory } from "./queries.ts";
export { recall } from "./recall.ts";
export { type Fact, remember } from "./remember.ts";
export { takeSnapshot } from "./snapshot.ts";
