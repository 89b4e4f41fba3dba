import { setTimeout as delay } from "node:timers/promises";

/** What functions saw of themselves, by the key that their event carried: the only thing that contract tests look at. */
export type Recorder = {
  note: (key: unknown, entry: string) => void;
  /** entries of a key, oldest first */
  of: (key: string) => string[];
  /** times, in milliseconds, at which entries of a key were made */
  timesOf: (key: string) => number[];
  /** Marks `work` as running under a name; @returns how many run under it at that moment, this one included */
  overlap: <T>(key: unknown, work: () => Promise<T>) => Promise<{ result: T; most: number }>;
};

/** Makes an empty recorder. */
export function createRecorder(): Recorder {
  const entries = new Map<string, { text: string; time: number }[]>();
  const running = new Map<string, number>();
  const entriesOf = (key: string) => entries.get(key) ?? [];
  return {
    note: (key, text) => {
      entries.set(String(key), [...entriesOf(String(key)), { text, time: Date.now() }]);
    },
    of: (key) => entriesOf(key).map((entry) => entry.text),
    timesOf: (key) => entriesOf(key).map((entry) => entry.time),
    overlap: async (key, work) => {
      const name = String(key);
      running.set(name, (running.get(name) ?? 0) + 1);
      const most = running.get(name) ?? 0;
      try {
        return { result: await work(), most };
      } finally {
        running.set(name, (running.get(name) ?? 1) - 1);
      }
    },
  };
}

const pollMilliseconds = 20;

/** Waits until a condition holds. @throws Error with the last value seen, when it does not within `milliseconds` */
export async function until<T>(read: () => T, holds: (value: T) => boolean, milliseconds: number): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = read();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`not within ${milliseconds} ms; last seen: ${JSON.stringify(value)}`);
    await delay(pollMilliseconds);
  }
}
