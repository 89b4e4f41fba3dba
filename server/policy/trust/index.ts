export { driftAt } from "./drift.ts";
export { editShare } from "./edit-share.ts";
export { evidenceOf, type PromotionEvidence, promotionOf } from "./promotion.ts";
export { riskClassOf, standardOf } from "./standards.ts";
