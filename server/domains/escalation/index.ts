export { closeEscalation } from "./close.ts";
export { escalate, subjectOfEscalation } from "./escalate.ts";
export { type EscalationOption, openEscalation } from "./open.ts";
export { getEscalation, listEscalations } from "./queries.ts";
