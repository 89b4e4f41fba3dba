/** The same numbers from the same seed. */
export type Random = {
  /** 0 ≤ n < below, whole */
  below: (below: number) => number;
  /** true so often, of 1 */
  chance: (share: number) => boolean;
  pick: <T>(from: readonly [T, ...T[]] | readonly T[]) => T;
  shuffled: <T>(given: readonly T[]) => T[];
};

/** A linear congruential generator modulo 2^32 (Numerical Recipes' constants), of whose bits the high ones are used. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (let round = 0; round < 8; round += 1) next();
  const below = (most: number) => Math.floor(next() * most);
  return {
    below,
    chance: (share) => next() < share,
    pick: (from) => {
      const one = from[below(from.length)];
      if (one === undefined) throw new Error("There is nothing to pick from");
      return one;
    },
    shuffled: (given) => {
      const all = given.map((value) => ({ value, at: next() }));
      return all.sort((one, other) => one.at - other.at).map(({ value }) => value);
    },
  };
}

const heads = "Or|Vel|Tam|Bri|Quen|Dar|Lis|Mor|Ha|Sef|Yol|Ket|Ru|Wen|Ist|Pa".split("|");
const middles = "va|li|do|ne|ri|sto|mi|ga|the|lu".split("|");
const tails = "n|ra|s|th|la|k|net|vin|do|sse".split("|");

/** Names that nobody bears, all different. */
export function inventedNames(random: Random): () => string {
  const given = new Set<string>();
  return () => {
    for (;;) {
      const name = random.pick(heads) + random.pick(middles) + random.pick(tails);
      if (given.has(name)) continue;
      given.add(name);
      return name;
    }
  };
}
