export { runsToSupervise } from "./candidates.ts";
export { brokenDeadlines } from "./deadlines.ts";
export { type Decision, decideOnDeadline, decideOnRun, settleDecision, unsettledDecisions } from "./decide.ts";
export { supervisedRun } from "./facts.ts";
export { noteSupervision, supervisedKey } from "./note.ts";
export { listSupervision, storedSupervision, updateSupervision } from "./queries.ts";
export { retryDecided, stopRun } from "./stop.ts";
