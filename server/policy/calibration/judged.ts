/** One decision of the operator beside what the agent had said before it: nothing of the decision is in `raw`. */
export type Judged = {
  /** the agent's own confidence, 0..1 */
  raw: number;
  /** how right it turned out to be, 0..1: 1 unchanged, 0 rejected or taken back */
  score: number;
};
