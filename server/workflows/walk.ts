import { branchesOf } from "./outline.ts";
import type { Definition, Step } from "./schema.ts";
import { within } from "./validation/problem.ts";

/** A branch that a step stands in. */
export type Enclosing = { step: string; kind: Step["kind"]; branch: string };

/** A step with where it stands and what it can look at. */
export type Visited = {
  step: Step;
  /** its place, e.g. steps[2].yes[0] */
  field: string;
  enclosing: readonly Enclosing[];
  /** ids of the steps that are over, done or left out, when it begins */
  before: ReadonlySet<string>;
  /** the same plus what its own branches hold: for what is asked after them */
  after: ReadonlySet<string>;
};

/** The lists of steps that a step holds, with their places below it. */
export function listsOf(step: Step): { branch: string; at: string; steps: readonly Step[] }[] {
  return branchesOf(step).map(({ id, steps }, index) => {
    if (step.kind === "parallel") return { branch: id, at: `branches[${index}].steps`, steps };
    return { branch: id, at: step.kind === "for-each" ? "steps" : id, steps };
  });
}

/** What can be looked at once a step is over; the steps of a loop ran many times, so they cannot be told apart. */
function leftBy(step: Step): string[] {
  if (step.kind === "for-each") return [step.id];
  return [step.id, ...listsOf(step).flatMap((list) => list.steps.flatMap(leftBy))];
}

type Place = { field: string; enclosing: readonly Enclosing[]; before: ReadonlySet<string> };

function walkList(steps: readonly Step[], place: Place, visit: (visited: Visited) => void) {
  const before = new Set(place.before);
  for (const [index, step] of steps.entries()) {
    const field = `${place.field}[${index}]`;
    const seen = new Set(before);
    const inside = listsOf(step).flatMap((list) => list.steps.flatMap(leftBy));
    visit({ step, field, enclosing: place.enclosing, before: seen, after: new Set([...seen, ...inside]) });
    for (const { branch, at, steps: held } of listsOf(step)) {
      const enclosing = [...place.enclosing, { step: step.id, kind: step.kind, branch }];
      walkList(held, { field: within(field, at), enclosing, before: seen }, visit);
    }
    for (const id of leftBy(step)) before.add(id);
  }
}

/** Every step in the order of the document, each before those that it holds. */
export function everyStep(definition: Pick<Definition, "steps">): Visited[] {
  const all: Visited[] = [];
  const start: Place = { field: "steps", enclosing: [], before: new Set() };
  walkList(definition.steps, start, (visited) => all.push(visited));
  return all;
}

/** The ids that can be looked at when the last step is over. */
export function atTheEnd(definition: Pick<Definition, "steps">): Set<string> {
  return new Set(definition.steps.flatMap(leftBy));
}
