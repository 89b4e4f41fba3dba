/** What the rows around a run's log tell, which the log itself names by id only. */
export type KnownFacts = {
  /** the event's arrival in one sentence; null when its row is gone */
  received: string | null;
  /** proposals by id */
  proposals: ReadonlyMap<string, { title: string; step: string; status: string }>;
  /** what came of the effects, in words, by id */
  receipts: ReadonlyMap<string, string | null>;
  /** review tasks that are still open */
  openReviews: ReadonlySet<string>;
};
