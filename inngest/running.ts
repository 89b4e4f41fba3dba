import { type Clock, systemClock } from "#server/kernel/clock.ts";

/** What this process runs in the background, one of each whatever the number of bundles. */
export type Running = {
  /** the embedded runner's side of the SDK's calls; absent when an Inngest server does the work */
  fetch?: typeof fetch;
  /** the time that functions go by; the machine's unless a test sets another */
  clock?: Clock;
  /** set while starting and while running */
  background?: Promise<{ stop: () => Promise<void> }>;
};

const key = Symbol.for("adjutant.running");
const store = globalThis as typeof globalThis & { [key]?: Running };

/** This process's background work; Next loads our files once per bundle, and all of them see this one object. */
export function running(): Running {
  store[key] ??= {};
  return store[key];
}

/** The time that functions go by. */
export const functionClock: Clock = { now: () => (running().clock ?? systemClock).now() };
