/** Orders transactions on a database with one backend, where a second transaction only waits for the first. */
export type Turnstile = {
  /** Runs at once; background work that has not begun lets it go first. */
  foreground: <T>(work: () => Promise<T>) => Promise<T>;
  /** Runs one at a time, when no foreground work is under way, or after having waited for `longestWait`. */
  background: <T>(work: () => Promise<T>) => Promise<T>;
};

/**
 * A turnstile: whoever waits for an answer goes before work that nobody looks at, and waits for one such piece at most.
 * @param options.longestWait milliseconds after which background work goes all the same, so that it never starves
 */
export function createTurnstile(options: { longestWait: number }): Turnstile {
  const waiting: (() => void)[] = [];
  let inFront = 0;
  let behind = 0;

  const admit = (): void => {
    if (behind === 0 && inFront === 0) waiting.shift()?.();
  };

  const turn = (): Promise<void> => {
    if (behind === 0 && inFront === 0) {
      behind += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(patience);
        behind += 1;
        resolve();
      };
      const patience = setTimeout(() => {
        const place = waiting.indexOf(go);
        if (place < 0) return;
        waiting.splice(place, 1);
        go();
      }, options.longestWait);
      waiting.push(go);
    });
  };

  return {
    foreground: async (work) => {
      inFront += 1;
      try {
        return await work();
      } finally {
        inFront -= 1;
        admit();
      }
    },
    background: async (work) => {
      await turn();
      try {
        return await work();
      } finally {
        behind -= 1;
        admit();
      }
    },
  };
}
