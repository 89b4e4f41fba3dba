/** The log as group commit needs it: positions only grow. */
export type CommitLog = {
  /** how far the log has been written by the engine */
  position(): number;
  /** hands all of the log to the operating system */
  write(): void;
  /** makes what was handed over safe; may run while the engine works on */
  sync(): Promise<void>;
};

/**
 * Holds answers until what they tell is on disk. Transactions run without waiting for the disk; one sync then covers all
 * that ended before it began. An answer goes out at once when nothing is unsafe, which is every read on a quiet database.
 */
export function createGroupCommit(log: CommitLog) {
  const held: { position: number; release: () => void }[] = [];
  let safe = log.position();
  let syncing = false;

  const releaseSafe = (): void => {
    let count = 0;
    for (const answer of held) {
      if (answer.position > safe) break;
      count++;
    }
    for (const answer of held.splice(0, count)) answer.release();
  };

  const begin = async (): Promise<void> => {
    syncing = true;
    log.write();
    const covered = log.position();
    await log.sync();
    safe = covered;
    syncing = false;
    releaseSafe();
    settle();
  };

  /** Starts a sync if answers wait and none runs. The gate calls it when no client has work ready. */
  const settle = (): void => {
    if (!syncing && held.length > 0) void begin();
  };

  return {
    /** Calls `release` once all that has happened so far is safe. Returns false when it was called at once. */
    hold(release: () => void): boolean {
      const position = log.position();
      if (held.length === 0 && position <= safe) {
        release();
        return false;
      }
      held.push({ position, release });
      return true;
    },
    settle,
    waiting: (): number => held.length,
  };
}

export type GroupCommit = ReturnType<typeof createGroupCommit>;
