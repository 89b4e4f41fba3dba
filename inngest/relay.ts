import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { delayEntry, turnOutbox, type UnsentEntry } from "#server/commands/outbox-queue.ts";
import { onCommit } from "#server/commands/wake.ts";
import { log } from "#server/kernel/log.ts";

/** Hands entries to the runner, all or none; throws when they were not taken. The entry's id makes a repeat harmless. */
export type Send = (entries: readonly UnsentEntry[]) => Promise<void>;

/** A relay at work. */
export type Relay = {
  /** resolves when nothing is being sent: a platform that freezes idle processes is asked to wait for it */
  idle: () => Promise<void>;
  /** finishes the turn in hand and starts no other */
  stop: () => Promise<void>;
};

type RelayOptions = {
  send: Send;
  /** most entries per turn */
  batchSize?: number;
  /** how often the outbox is read without being woken: finds what another process left there */
  pollMilliseconds?: number;
  /** first pause after a refusal; doubles up to 30 s */
  pauseMilliseconds?: number;
};

const longestPause = 30_000;

/** How long a refused entry waits: 2, 4, 8 … seconds, at most an hour. */
export function retrySeconds(attempts: number): number {
  return Math.min(3_600, 2 ** Math.min(attempts + 1, 12));
}

/** What one turn came to: what was taken, and how many entries were refused on their own. */
type Turn = { sent: string[]; refused: number };

/** Two refused and none taken: the target is away rather than the entries bad, and the rest is left for later. */
const looksAway = ({ sent, refused }: Turn) => refused >= 2 && sent.length === 0;

/**
 * Sends what is offered; on a refusal halves it until one entry stands alone, so that a poison entry is found in log2(n)
 * sends. It is set aside and the others go out in the same turn: none of them waits for it.
 */
async function sendNarrowing(entries: readonly UnsentEntry[], send: Send, turn: Turn): Promise<void> {
  if (looksAway(turn)) return;
  try {
    await send(entries);
    turn.sent.push(...entries.map((entry) => entry.id));
  } catch (error) {
    const [first] = entries;
    if (!first) return;
    if (entries.length === 1) {
      log.warn({ entryId: first.id, name: first.name, attempts: first.attempts + 1, error }, "outbox entry not taken");
      await delayEntry({ id: first.id, error: String(error), waitSeconds: retrySeconds(first.attempts) });
      turn.refused += 1;
      return;
    }
    const half = Math.ceil(entries.length / 2);
    await sendNarrowing(entries.slice(0, half), send, turn);
    await sendNarrowing(entries.slice(half), send, turn);
  }
}

/** Moves outbox entries to the runner: at once after a commit, and on a slow poll. At least once, oldest first. */
export function startRelay(options: RelayOptions): Relay {
  const { send, batchSize = 200, pollMilliseconds = 2_000, pauseMilliseconds = 250 } = options;
  const stopping = new AbortController();
  let wanted = false;
  let working: Promise<void> | undefined;
  let pause = pauseMilliseconds;

  async function drain(): Promise<void> {
    let sent: string[] = [];
    for (;;) {
      const entries = await turnOutbox({ sent, limit: batchSize });
      sent = [];
      if (!entries.length || stopping.signal.aborted) return;
      const turn: Turn = { sent: [], refused: 0 };
      await sendNarrowing(entries, send, turn);
      sent = turn.sent;
      if (sent.length) pause = pauseMilliseconds;
      else await rest();
    }
  }

  async function rest(): Promise<void> {
    await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    pause = Math.min(longestPause, pause * 2);
  }

  async function work(): Promise<void> {
    while (wanted && !stopping.signal.aborted) {
      wanted = false;
      try {
        await drain();
      } catch (error) {
        log.warn({ error }, "outbox could not be read");
        wanted = true;
        await rest();
      }
    }
  }

  function wake(): void {
    wanted = true;
    working ??= work().finally(() => {
      working = undefined;
      if (wanted && !stopping.signal.aborted) wake();
    });
  }

  // a commit inside a function must not make the relay's work part of that function's run
  const detached = AsyncLocalStorage.snapshot();
  const unsubscribe = onCommit(() => detached(wake));
  const poll = setInterval(wake, pollMilliseconds);
  poll.unref();
  wake();
  return {
    idle: async () => working,
    stop: async () => {
      unsubscribe();
      clearInterval(poll);
      stopping.abort();
      await working;
    },
  };
}
