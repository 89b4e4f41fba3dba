/** The step of what the operator had proposed by a review task: no step of the run's own. */
export function reviewStepOf(escalationId: string): string {
  return `review:${escalationId}`;
}

/** Whether a run's own steps proposed it: not a reversal of what they did, nor what a review task asked for. */
export function isOfRun(proposal: { step: string; compensatesId: string | null }): boolean {
  return proposal.compensatesId === null && !proposal.step.startsWith("review:");
}
