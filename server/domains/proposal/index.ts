export { announceDecision } from "./announce-decision.ts";
export { batchIdsSchema, checkAlike, previewBatch } from "./batch.ts";
export { type ClosedProposal, closeProposal, writeDecision } from "./close.ts";
export { expireProposal } from "./expire.ts";
export { readInWindow } from "./in-window.ts";
export { newestOf } from "./newest.ts";
export { neglectedProposals } from "./overdue.ts";
export { getProposal, listProposals, type Standing, standingOfProposal } from "./queries.ts";
export { readQueue } from "./queue.ts";
export { waitsNow } from "./queue-conditions.ts";
export { readQueueFacets } from "./queue-facets.ts";
export { queuePlace } from "./queue-order.ts";
export { recordProposal } from "./record.ts";
export { rejectProposal } from "./reject.ts";
export { replaceProposal } from "./replace.ts";
export { respondToProposal } from "./respond.ts";
export { returnedProposal } from "./returned.ts";
export {
  answerIdOf,
  approvalLifetime,
  changedTargets,
  defaultExpiryHours,
  inputHashOf,
  mostExpiryHours,
  proposalIdOf,
  successorIdOf,
} from "./rules.ts";
export { yesHolds } from "./seal.ts";
export { readSnoozeOffers, snoozeProposal, unsnoozeProposal } from "./snooze.ts";
export { taughtBy } from "./taught-by.ts";
export { teach } from "./teach.ts";
export { undoApproval } from "./undo.ts";
export { withdrawProposals } from "./withdraw.ts";
