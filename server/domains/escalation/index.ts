export { answerOfEscalation, lapseEscalation } from "./asked.ts";
export { closeEscalation } from "./close.ts";
export { escalate } from "./escalate.ts";
export { type EscalationOption, openEscalation } from "./open.ts";
