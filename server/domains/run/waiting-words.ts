/** A proposal as far as its run's wait depends on it. */
type WaitedFor = { step: string; status: string };

const outOfCount = new Set(["replaced", "expired", "refused"]);

/** "Waits for your decision on 1 of 2 proposals", or null when nothing is left to decide. */
export function decisionWords(proposals: readonly WaitedFor[]): string | null {
  const pending = proposals.filter((proposal) => proposal.status === "pending");
  if (pending.length === 0) return null;
  // a run proposes in rounds: what earlier rounds came to is not counted again
  const steps = new Set(pending.map((proposal) => proposal.step));
  const total = proposals.filter(({ step, status }) => steps.has(step) && !outOfCount.has(status)).length;
  if (total === 1) return "Waits for your decision";
  const share = pending.length === total ? `${total}` : `${pending.length} of ${total}`;
  return `Waits for your decision on ${share} proposals`;
}

/** What a run waits for whose wait is for the operator, from its proposals and its open review tasks as they are now. */
export function waitingWords(facts: { proposals: readonly WaitedFor[]; reviews: readonly string[] }): string {
  const { proposals, reviews } = facts;
  const decision = decisionWords(proposals);
  const [review] = reviews;
  if (review) return `Waits for your review: ${review}${decision ? `; ${decision.toLowerCase()}` : ""}`;
  if (decision) return decision;
  const approved = proposals.some((proposal) => proposal.status === "approved");
  return approved ? "You approved it: it is done next" : "All is decided: the run goes on";
}
