/** An agent's own confidence in one proposal, and what the operator's decisions have made of such confidence so far. */
export type CalibratedConfidence = {
  /** what the agent said, 0..1 */
  raw: number;
  /** how often proposals of this confidence were right, 0..1; without decisions the stated prior */
  value: number;
  /** lower 95 % bound of `value`, 0..1; 0 without decisions */
  low: number;
  /** decisions that it rests on: those about this agent and intent */
  count: number;
  /** the smallest raw confidence from which on precision is proven to reach the operator's bar; null while none is */
  threshold: number | null;
  /**
   * the highest bar that is proven for it: of all cut-offs at or below `raw`, the best lower 95 % bound of the precision from
   * that cut-off on; 0 while nothing is. So another bar can be asked of it later: it passes where `proven` reaches the bar
   */
  proven: number;
  /** `prior`: no decisions yet, the value is only the stated prior */
  basis: "prior" | "isotonic";
};
