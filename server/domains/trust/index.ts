export { readAgentTrust } from "./agent-trust.ts";
export { acceptPromotion, declinePromotion } from "./answer-promotion.ts";
export { complain } from "./complain.ts";
export { confidenceFor } from "./confidence-for.ts";
export { noteDecision, noteReversal, noteUndo } from "./note-decision.ts";
export { noteTrust } from "./note-trust.ts";
