/** What a bettor stakes, as parts of the most that cannot ruin it below zero. */
const stakes = [0.25, 0.5, 0.75, 1] as const;
const rounds = Math.log(20);

/**
 * Whether scores prove a true mean above the bar, at any time that one looks. A bettor begins with 1 and bets on each score
 * against "the mean is at most the bar"; if that is so, it reaches 20 with a chance of at most 5 %, however often one looks
 * (Ville 1939; Waudby-Smith, Ramdas 2024, J. R. Stat. Soc. B 86(1)). A Wilson bound that is looked at after each decision
 * keeps no such promise. Its wealth is the mean over four stakes, so that it need not know how good the agent is.
 */
export function provenAbove(scores: readonly number[], bar: number): boolean {
  return logWealth(scores, bar) >= rounds;
}

/** Natural logarithm of what the bettor has; 0 at the beginning. Scores between 0 and 1 count by their value. */
function logWealth(scores: readonly number[], bar: number): number {
  const logs = stakes.map((stake) =>
    scores.reduce((sum, score) => sum + Math.log(Math.max(0, 1 + (stake / bar) * (score - bar))), 0),
  );
  const most = Math.max(...logs);
  if (most === Number.NEGATIVE_INFINITY) return most;
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / logs.length);
}
