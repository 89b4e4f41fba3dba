/** How high the sum has to rise: measured in simulations, see trust.test.ts. */
const alarm = 4.5;
/** An agent that is wrong this many times as often as its bar allows has drifted. */
const worse = 3;

/**
 * The sequential test for drift: a cumulative sum of the log-likelihood ratio between an agent that is as right as its bar
 * asks and one that is wrong three times as often. It never falls below 0, so a good past does not hide a bad present.
 * Page (1954), Biometrika 41; least delay for its rate of false alarms: Moustakides (1986), Ann. Statist. 14(4). Scores
 * between 0 and 1 count by their value.
 * @param scores oldest first, since the level was given
 * @returns how many scores it took to the alarm, 1-based; null while there is none
 */
export function driftAt(scores: readonly number[], bar: number): number | null {
  const good = Math.min(bar, 0.99);
  const bad = Math.max(0.05, 1 - worse * (1 - good));
  let sum = 0;
  for (const [index, score] of scores.entries()) {
    sum = Math.max(0, sum + score * Math.log(bad / good) + (1 - score) * Math.log((1 - bad) / (1 - good)));
    if (sum >= alarm) return index + 1;
  }
  return null;
}
