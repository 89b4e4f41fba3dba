import { timeAfter } from "./duration.ts";
import { keyOf } from "./expression.ts";
import type { FunctionDefinition } from "./function-definition.ts";
import { matchKeyOf } from "./match-key.ts";
import { createUlid } from "./ulid.ts";
import type { ArrivingEvent } from "./wire-event.ts";

/** A row of runner.pause to be; times are ISO 8601. */
export type NewPause = {
  run_id: string;
  step_id: string;
  /** sleep, wait, invoke: a step waits · item: work that is due later · cancel: a cancelling event · start, finish: a deadline */
  kind: "sleep" | "wait" | "invoke" | "item" | "cancel" | "start" | "finish";
  attempt?: number;
  due_at?: string;
  match_event?: string;
  match_key?: string;
  match_if?: string;
  child_run_id?: string;
};

/** A row of runner.run to be, with its first item and the pauses that exist from the start. */
export type NewRun = {
  id: string;
  function_id: string;
  /** the event whose arrival starts it; event_ids holds all of a batch */
  event_id: string;
  event_ids: string[];
  lane: string;
  keys: string[] | null;
  limits: number[] | null;
  rank: string;
  singleton_key: string | null;
  parent_run_id: string | null;
  parent_step_id: string | null;
  /** false when the first item is a pause of kind item (throttled) */
  ready: boolean;
  /** set when the local worker takes the first item in the same statement */
  worker_id: string | null;
  created_at: string;
  pauses: NewPause[];
};

const maximumPriority = 600;

function prioritySeconds(definition: FunctionDefinition, event: unknown): number {
  const value = Number(definition.priority?.evaluate({ event }) ?? 0);
  return Number.isFinite(value) ? Math.max(-maximumPriority, Math.min(maximumPriority, value)) : 0;
}

function concurrencyKeys(definition: FunctionDefinition, event: unknown): string[] {
  return definition.concurrency.map((limit, index) => {
    const value = keyOf(limit.key, { event });
    return limit.scope === "fn"
      ? `fn|${definition.id}|${index}|${value}`
      : `${limit.scope}|${limit.key?.source ?? ""}|${value}`;
  });
}

/** Builds the run of a function for one event, or for a batch of them; the first event decides every key. */
export function newRun(options: {
  definition: FunctionDefinition;
  events: [ArrivingEvent, ...ArrivingEvent[]];
  now: Date;
  /** when a throttle lets it start */
  startAt?: Date;
  parent?: { runId: string; stepId: string };
  singletonKey?: string;
}): NewRun {
  const { definition, now } = options;
  const [first] = options.events;
  const { event } = first;
  const id = createUlid(now.getTime());
  const keys = concurrencyKeys(definition, event);
  const ready = !options.startAt || options.startAt <= now;
  const pauses: NewPause[] = definition.cancel.map((rule, index) => ({
    run_id: id,
    step_id: `cancel:${index}`,
    kind: "cancel",
    match_event: rule.event,
    match_key: matchKeyOf(rule.condition, event),
    match_if: rule.condition,
    due_at: rule.timeout ? timeAfter(rule.timeout, now).toISOString() : undefined,
  }));
  for (const kind of ["start", "finish"] as const) {
    const limit = definition.timeouts[kind];
    if (limit) pauses.push({ run_id: id, step_id: kind, kind, due_at: new Date(now.getTime() + limit).toISOString() });
  }
  if (!ready) pauses.push({ run_id: id, step_id: "", kind: "item", due_at: options.startAt?.toISOString() });
  return {
    id,
    function_id: definition.id,
    event_id: first.id,
    event_ids: options.events.map((arriving) => arriving.id),
    lane: keys.join("\n"),
    keys: keys.length > 0 ? keys : null,
    limits: keys.length > 0 ? definition.concurrency.map((limit) => limit.limit) : null,
    rank: new Date(now.getTime() - prioritySeconds(definition, event) * 1000).toISOString(),
    singleton_key: options.singletonKey ?? null,
    parent_run_id: options.parent?.runId ?? null,
    parent_step_id: options.parent?.stepId ?? null,
    ready,
    worker_id: null,
    created_at: now.toISOString(),
    pauses,
  };
}
