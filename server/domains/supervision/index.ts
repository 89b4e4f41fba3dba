export { type Decision, decideOnDeadline, decideOnRun, settleDecision, unsettledDecisions } from "./decide.ts";
export { noteSupervision } from "./note.ts";
export { listSupervision, storedSupervision, updateSupervision } from "./queries.ts";
