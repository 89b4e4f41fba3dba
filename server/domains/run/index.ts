export { appendRunEntry, type RunEntryFacts, type RunEntryKind } from "./append-run-entry.ts";
export { cancelRun, retryRun } from "./cancel-run.ts";
export { claimSubject } from "./claim-subject.ts";
export { failRun, finishRun } from "./finish-run.ts";
export { getRun, listRuns } from "./queries.ts";
export { requestRun } from "./request-run.ts";
export { type StartedRun, startRun } from "./start-run.ts";
export { resumeRun, waitRun } from "./wait-run.ts";
