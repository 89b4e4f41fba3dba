import type { EscalationOption } from "#server/domains/escalation/index.ts";
import { arrived, leave, reverseEffect, sendAgain, tryAgain } from "./effect-remedies.ts";
import { dismiss, makeTask, retryReading, settledByHand } from "./plain-remedies.ts";
import { correctCredit, writeToCustomer } from "./proposing-remedies.ts";
import type { Remedy, ReviewFacts } from "./remedy.ts";
import { compensate, replay, retry } from "./run-remedies.ts";

/** In the order in which they are offered. What ends a review task without doing anything stands last. */
const remedies: readonly Remedy[] = [
  arrived,
  sendAgain,
  tryAgain,
  retryReading,
  retry,
  compensate,
  correctCredit,
  reverseEffect,
  replay,
  writeToCustomer,
  settledByHand,
  makeTask,
];
const closing: readonly Remedy[] = [leave, dismiss];

const most = 5;
const byName = new Map([...remedies, ...closing].map((remedy) => [remedy.name, remedy]));

/** The remedy behind an option's id, and what the id says it is about. */
export function remedyOf(option: string): { remedy: Remedy; about: string } | null {
  const [name = "", ...rest] = option.split(":");
  const remedy = byName.get(name);
  return remedy ? { remedy, about: rest.join(":") } : null;
}

/** What can be done now: two to five options, each of which does one concrete thing. Pure. */
export function offerRemedies(facts: ReviewFacts): EscalationOption[] {
  const last = closing.flatMap((remedy) => remedy.offer(facts)).slice(0, 1);
  const first = remedies.flatMap((remedy) => remedy.offer(facts)).slice(0, most - last.length);
  return [...first, ...last];
}
