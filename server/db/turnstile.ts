/** Orders transactions on a database with one backend, where a second transaction only waits for the first. */
export type Turnstile = {
  /** Runs at once; background work that has not begun lets it go first. */
  foreground: <T>(work: () => Promise<T>) => Promise<T>;
  /** Runs one at a time, when no foreground work is under way, or when it has been next in line for `longestWait`. */
  background: <T>(work: () => Promise<T>) => Promise<T>;
};

/**
 * A turnstile: whoever waits for an answer goes before work that nobody looks at, and waits for one such piece at most.
 * @param options.longestWait milliseconds after which the next background work goes all the same, so that it never starves
 */
export function createTurnstile(options: { longestWait: number }): Turnstile {
  const waiting: (() => void)[] = [];
  let inFront = 0;
  let isTaken = false;
  let patience: NodeJS.Timeout | undefined;

  const letIn = (): void => {
    clearTimeout(patience);
    patience = undefined;
    const next = waiting.shift();
    if (!next) return;
    isTaken = true;
    next();
  };

  /** Lets the next one in, or begins to wait for whoever is in front. */
  const admit = (): void => {
    if (isTaken || waiting.length === 0) return;
    if (inFront === 0) letIn();
    else patience ??= setTimeout(letIn, options.longestWait);
  };

  const turn = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      admit();
    });

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
        isTaken = false;
        admit();
      }
    },
  };
}
