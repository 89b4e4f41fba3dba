export { readBoundaries, setBoundaries } from "./boundaries.ts";
export { BoundaryRefused, type Refusal, workflowWriter } from "./boundary.ts";
export { addMemory, closeMemory } from "./curate.ts";
export { type Lesson, recallLessons } from "./lessons.ts";
export { memoryVersions, rememberOverApi, versionSchema } from "./over-api.ts";
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
export { chainsOf, decisionsOfRun, type KeptDecision, readSnapshot, type UsedItem } from "./read-snapshot.ts";
export { rebuildMemory } from "./recall/rebuild-index.ts";
export { recall, searchMemory } from "./recall/recall.ts";
export type { RecalledItem } from "./recall/schema.ts";
export { type RecalledForDraft, recallForDraft } from "./recall-for-draft.ts";
export { noteRefusal, readableCells, refusedReads } from "./refusals.ts";
export { type Fact, remember } from "./remember.ts";
export { rollBackItem } from "./rollback/roll-back-item.ts";
export { previewRunRollback, rollBackRun, undoRollback } from "./rollback/roll-back-run.ts";
export { takeSnapshot } from "./snapshot.ts";
