import type { Plain } from "#server/workflows/expressions/index.ts";
import type { Place } from "#server/workflows/interpreter/index.ts";
import type { Choices, DryProposal, DryStep } from "../schema.ts";

/** How a proposal ended, as the steps of a real run see it. */
export type Settled = { proposalId: string; status: string; reason: string | null; receipt: Plain };

/** What a dry run writes down, in memory alone. */
export type DryRecord = {
  steps: DryStep[];
  proposals: DryProposal[];
  choices: Choices;
  /** kinds of the definition's steps, by id */
  kinds: ReadonlyMap<string, string>;
  /** stands before each path: the step of the run that started this one */
  prefix: string;
};

const mostKept = 5_000;

/** The entry of a step; made where there is none yet. */
export function stepEntry(record: DryRecord, place: Pick<Place, "id" | "path" | "title">): DryStep {
  const path = `${record.prefix}${place.path}`;
  const known = record.steps.find((step) => step.path === path);
  if (known) return known;
  const kind = record.kinds.get(place.id) ?? "";
  const entry: DryStep = {
    path,
    title: place.title,
    kind,
    status: "done",
    input: null,
    output: null,
    error: null,
    remark: null,
  };
  if (record.steps.length < mostKept) record.steps.push(entry);
  return entry;
}

/** Writes down that a step is done, and gives its output on. */
export function done<O extends Plain>(
  record: DryRecord,
  place: Place,
  facts: { input?: unknown; output: O; remark?: string },
): { output: O } {
  const { input = null, output, remark = null } = facts;
  Object.assign(stepEntry(record, place), { input, output, remark });
  return { output };
}

/** What was chosen for a step: for itself, or for all. */
export function chosen<C extends "waits" | "approvals">(
  record: DryRecord,
  place: Place,
  all: C,
): Choices["each"][string] {
  return record.choices.each[`${record.prefix}${place.path}`] ?? record.choices.each[place.id] ?? record.choices[all];
}
