import type { Plain } from "../expressions/index.ts";
import { branchesOf } from "../outline.ts";
import type { Step } from "../schema.ts";
import type { Place, Ports } from "./ports.ts";

/** What a run knows from its beginning, for its expressions. */
export type Facts = {
  event: Plain;
  contact: Plain;
  message: Plain;
  payment: Plain;
  invoice: Plain;
  sender: Plain;
  workspace: Plain;
  input: Plain;
  run: Plain;
};

/** Shared by all steps of one walk through a definition. */
type Walk = { ports: Ports; facts: Facts; steps: number };

/** Where the walk is: the outputs in sight, and what stands around the steps in hand. */
export type Frame = {
  walk: Walk;
  /** outputs by step id, of this item and of what stands around the loop; null where a step was left out */
  outputs: Record<string, Plain>;
  prefix: string;
  item?: Plain;
  index?: number;
  clocks: readonly string[];
  beside: boolean;
  lane: string;
};

/** How a step, or a list of steps, came out. `end` leaves all lists. */
export type Flow =
  | { kind: "on" }
  | { kind: "stopped" }
  | { kind: "end"; status: "succeeded" | "failed"; summary: string; path: string }
  | { kind: "failed"; path: string; message: string; output?: Plain };

export const on: Flow = { kind: "on" };

/** What expressions see from here. */
export function scopeOf(frame: Frame): Record<string, Plain> {
  const { facts } = frame.walk;
  return { ...facts, steps: frame.outputs, item: frame.item ?? null, index: frame.index ?? null };
}

/** Every step's id with no output yet: an expression may look at what was left out. */
export function nothingYet(steps: readonly Step[]): Record<string, Plain> {
  const none: Record<string, Plain> = {};
  for (const step of steps) {
    none[step.id] = null;
    for (const branch of branchesOf(step)) Object.assign(none, nothingYet(branch.steps));
  }
  return none;
}

/** The place of a step in a frame. */
export function placeOf(step: Step, frame: Frame): Place {
  const path = `${frame.prefix}${step.id}`;
  const clocks = step.sla?.counts === "work" ? [...frame.clocks, path] : frame.clocks;
  return {
    id: step.id,
    path,
    title: step.title,
    clocks,
    beside: frame.beside,
    lane: frame.lane,
    retries: "retries" in step ? step.retries : undefined,
    timeout: "timeout" in step ? step.timeout : undefined,
  };
}
