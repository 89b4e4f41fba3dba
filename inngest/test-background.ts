import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { openTestDatabase } from "./contract/embedded-target.ts";
import { running } from "./running.ts";

// runners that share a database share their work: each test file has its own, named before anything reads the environment
const database = await openTestDatabase();
process.env.DATABASE_URL = database.appUrl;
process.env.DIRECT_URL = database.directUrl;
// a module that was imported before may have read it: a relay on the shared database would carry out other tests' runs
const { env } = await import("#server/kernel/env.ts");
Object.assign(env(), { DATABASE_URL: database.appUrl, DIRECT_URL: database.directUrl });
const { testClock } = await import("#server/db/test-database.ts");
const { disconnect } = await import("#server/db/client.ts");
const { embeddedSigningKey, inngest } = await import("./client.ts");
const { createEmbeddedRunner } = await import("./embedded/embedded-runner.ts");
const { serveFunctions } = await import("./serve.ts");
const { startRelay } = await import("./relay.ts");

/** Where a crash is put: at the n-th checkpoint from now, with the step's work done and its result stored or not. */
export type Crash = { at: number; stored: boolean };

let crash: Crash | undefined;
let reached = 0;
let crashed = false;

/** The call into the functions that the code at hand belongs to. A dead one's answer and checkpoints are lost. */
const calls = new AsyncLocalStorage<{ dead: boolean; die: (error: Error) => void }>();

/** Puts a crash at a checkpoint to come; undefined takes it away. @returns whether the one before was reached */
export function setCrash(next: Crash | undefined): boolean {
  const before = crashed;
  crash = next;
  reached = 0;
  crashed = false;
  return before;
}

/** The functions' time, which tests move. */
export const clock = testClock();
running().clock = clock;

const runner = createEmbeddedRunner({
  databaseUrl: database.appUrl,
  signingKey: embeddedSigningKey(),
  clock,
  backoff: () => 5,
  pollMilliseconds: 100,
  handler: (request) => {
    const call = { dead: false, die: (_: Error): void => undefined };
    const lost = new Promise<never>((_, reject) => {
      call.die = reject;
    });
    return Promise.race([calls.run(call, () => serveFunctions(request)), lost]);
  },
});

running().fetch = async (input, init) => {
  const call = calls.getStore();
  const isCheckpoint = String(input instanceof Request ? input.url : input).includes("/v1/checkpoint/");
  if (call?.dead) throw new Error("the process is gone");
  if (!call || !isCheckpoint || !crash || crashed) return runner.fetch(input, init);
  reached += 1;
  if (reached !== crash.at) return runner.fetch(input, init);
  crashed = true;
  call.dead = true;
  if (crash.stored) await runner.fetch(input, init);
  const error = new Error("the process is gone");
  call.die(error);
  throw error;
};

let held: string | undefined;

/** Keeps events of this name (and what was committed after them) from the functions; undefined lets them go. */
export function hold(name: string | undefined): void {
  held = name;
}

await runner.start();
const relay = startRelay({
  pollMilliseconds: 100,
  send: async (entries) => {
    while (entries.some((entry) => entry.name === held)) await delay(5);
    await inngest.send(entries.map(({ id, name, data }) => ({ id, name, data })));
  },
});

/** Moves the functions' time and lets everything that is due begin. */
export async function advance(milliseconds: number): Promise<void> {
  clock.advance(milliseconds);
  await runner.poll();
}

/** Asks until there is an answer, at most 20 seconds. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | null | false>): Promise<T> {
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer) return answer;
    await delay(10);
  }
  throw new Error(`It did not come to this: ${what}`);
}

/** Stops everything of this file. */
export async function close(): Promise<void> {
  hold(undefined);
  await relay.stop();
  await runner.stop();
  await disconnect();
  await database.remove();
}
