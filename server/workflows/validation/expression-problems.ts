import type { Definition } from "../schema.ts";
import { atTheEnd, type Enclosing, everyStep, type Visited } from "../walk.ts";
import { type Problem, within } from "./problem.ts";
import { type Read, readExpressions } from "./read-expressions.ts";
import { textsOfStep, type Written } from "./texts-of-step.ts";

/** Where an expression stands, as far as it matters for what it can look at. */
type Standing = {
  step: string | null;
  field: string;
  enclosing: readonly Enclosing[];
  visible: ReadonlySet<string>;
  /** variables that do not exist there, with why */
  without: Readonly<Record<string, string>>;
};

type Whole = { definition: Definition; places: ReadonlyMap<string, Visited>; lost: ReadonlySet<string> };

const onlyInLoop = "exists inside a for-each only";
const onlyWanted = "exists in `wanted` only";
const beforeRun = "is not known yet when the trigger is asked";

/** Why a step that is there cannot be looked at from here. */
function hiddenBecause(target: Visited, from: readonly Enclosing[]): string {
  const { id } = target.step;
  const loop = target.enclosing.find(
    (outer) => outer.kind === "for-each" && !from.some((inner) => inner.step === outer.step),
  );
  if (loop) return `"${id}" runs once per item of "${loop.step}"; from outside, look at steps['${loop.step}'].results`;
  const fork = target.enclosing.find((outer) =>
    from.some((inner) => inner.step === outer.step && inner.branch !== outer.branch),
  );
  if (fork) return `"${id}" stands in another branch of "${fork.step}"`;
  return `"${id}" has not run by then`;
}

function problemsOfUses(read: Read, standing: Standing, { definition, places, lost }: Whole): string[] {
  const found: string[] = [];
  for (const variable of read.uses.variables) {
    const why = standing.without[variable];
    if (why) found.push(`${variable} ${why}`);
  }
  if (standing.without.steps) return found;
  if (read.uses.anyStep) found.push("steps must be named in quotes, e.g. steps['draft-reply']");
  for (const id of read.uses.steps) {
    const target = places.get(id);
    if (!target) found.push(`there is no step "${id}"`);
    else if (!standing.visible.has(id) && !lost.has(id)) found.push(hiddenBecause(target, standing.enclosing));
  }
  if (!standing.without.input)
    for (const name of read.uses.inputFields)
      if (!definition.input.some((field) => field.name === name)) found.push(`the input has no field "${name}"`);
  return found;
}

function problemsOf(written: Written, standing: Standing, whole: Whole): Problem[] {
  const place = (at: string) => ({ step: standing.step, field: within(standing.field, at) });
  const { read, unreadable } = readExpressions(written);
  return [
    ...unreadable.map(({ at, message }) => ({ ...place(at), message })),
    ...read.flatMap((one) =>
      problemsOfUses(one, standing, whole).map((message) => ({
        ...place(one.at),
        message: `expression "${one.source}": ${message}`,
      })),
    ),
  ];
}

function standingOf(visited: Visited, written: Written): Standing {
  const { step, field, enclosing, before, after } = visited;
  const inLoop = enclosing.some(({ kind }) => kind === "for-each") || (step.kind === "for-each" && written.seesOwn);
  const visible = written.seesOwn ? new Set([...after, step.id]) : before;
  const without: Record<string, string> = {
    ...(inLoop ? {} : { item: onlyInLoop, index: onlyInLoop }),
    ...(written.seesFound ? {} : { found: onlyWanted }),
  };
  return { step: step.id, field, enclosing: written.seesOwn ? insideOf(visited) : enclosing, visible, without };
}

/** A question about a loop is asked inside it, after each item. */
const insideOf = ({ step, enclosing }: Visited): Enclosing[] => [
  ...enclosing,
  { step: step.id, kind: step.kind, branch: step.kind === "for-each" ? "each" : "" },
];

/** Expressions that cannot be read or that look at what is not there, in the steps and in the definition itself. */
export function expressionProblems(definition: Definition, lost: ReadonlySet<string>): Problem[] {
  const all = everyStep(definition);
  const whole: Whole = { definition, places: new Map(all.map((visited) => [visited.step.id, visited])), lost };
  const inSteps = all.flatMap((visited) =>
    textsOfStep(visited.step).flatMap((written) => problemsOf(written, standingOf(visited, written), whole)),
  );
  const outside = { step: null, enclosing: [], visible: new Set<string>() };
  const noLoop = { item: onlyInLoop, index: onlyInLoop, found: onlyWanted };
  const noRun = { ...noLoop, steps: beforeRun, run: beforeRun, input: beforeRun };
  const triggers = definition.triggers.flatMap((trigger, index) => {
    if (trigger.on !== "event" || trigger.when === undefined) return [];
    const standing = { ...outside, field: `triggers[${index}]`, without: noRun };
    return problemsOf({ at: "when", as: "condition", value: trigger.when }, standing, whole);
  });
  const subject: Written = { at: "subject", as: "template", value: definition.subject ?? "" };
  const beforeSteps = { ...noLoop, steps: beforeRun };
  const summary: Written = { at: "summary", as: "text", value: definition.summary };
  return [
    ...triggers,
    ...problemsOf(subject, { ...outside, field: "", without: beforeSteps }, whole),
    ...inSteps,
    ...problemsOf(summary, { ...outside, field: "", visible: atTheEnd(definition), without: noLoop }, whole),
  ];
}
