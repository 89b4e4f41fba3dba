import type { Definition, Step, StepOf } from "../schema.ts";
import { everyStep, listsOf, type Visited } from "../walk.ts";
import { type Problem, within } from "./problem.ts";
import type { Vocabulary } from "./vocabulary.ts";

type Wrong = { at: string; message: string };

const deepest = 6;
const mostSteps = 200;

function repeated<T>(all: readonly T[], nameOf: (one: T) => string): { one: T; index: number }[] {
  const seen = new Set<string>();
  return all.flatMap((one, index) => {
    const name = nameOf(one);
    if (seen.has(name)) return [{ one, index }];
    seen.add(name);
    return [];
  });
}

function actionParts({ proposal, action, input }: StepOf<"action">): Wrong[] {
  if (proposal !== undefined) {
    const extra = action !== undefined ? "action" : "input";
    if (action === undefined && input === undefined) return [];
    return [{ at: extra, message: "a step carries out a proposal, or an action with its input, not both" }];
  }
  if (action === undefined) return [{ at: "action", message: "name a proposal, or an action with its input" }];
  return input === undefined ? [{ at: "input", message: "is missing" }] : [];
}

function askParts(step: StepOf<"ask">): Wrong[] {
  const twice = repeated(step.options, ({ id }) => id).map(({ one, index }) => ({
    at: `options[${index}].id`,
    message: `there are two options "${one.id}"`,
  }));
  const { otherwise } = step;
  if (otherwise === undefined || step.options.some(({ id }) => id === otherwise)) return twice;
  return [...twice, { at: "otherwise", message: `there is no option "${otherwise}"` }];
}

function partsOf(step: Step): Wrong[] {
  switch (step.kind) {
    case "action":
      return actionParts(step);
    case "ask":
      return askParts(step);
    case "wait":
      return (step.for === undefined) === (step.until === undefined)
        ? [{ at: "for", message: "give exactly one of for and until" }]
        : [];
    case "for-each":
      return step.until !== undefined && step.atOnce > 1
        ? [{ at: "until", message: "is asked after each item, so only one can run at a time (atOnce 1)" }]
        : [];
    case "parallel":
      return repeated(step.branches, ({ id }) => id).map(({ one, index }) => ({
        at: `branches[${index}].id`,
        message: `there are two branches "${one.id}"`,
      }));
    default:
      return [];
  }
}

/** Whether nothing can come after a list of steps: on every way through it the run ends. */
function endsAlways(steps: readonly Step[]): boolean {
  return steps.some((step) => {
    if (step.when !== undefined) return false;
    if (step.kind === "end") return true;
    if (step.kind !== "condition" && step.kind !== "wait-for") return false;
    const lists = listsOf(step);
    return lists.length === 2 && lists.every((list) => endsAlways(list.steps));
  });
}

function unreachable(steps: readonly Step[], field: string): Problem[] {
  const found: Problem[] = [];
  let over = false;
  for (const [index, step] of steps.entries()) {
    const place = `${field}[${index}]`;
    if (over) {
      found.push({ step: step.id, field: place, message: "is never reached: the run has ended before it" });
      break;
    }
    for (const list of listsOf(step)) found.push(...unreachable(list.steps, within(place, list.at)));
    over = endsAlways([step]);
  }
  return found;
}

/** Workflows that would start themselves, at once or by way of others. */
function recursions(definition: Definition, all: readonly Visited[], { workflows }: Vocabulary): Problem[] {
  const own = definition.workflow;
  const starts = new Map(workflows.map((other) => [other.workflow, other.starts]));
  starts.delete(own);
  return all.flatMap(({ step, field }) => {
    if (step.kind !== "sub-workflow") return [];
    const back = step.workflow === own ? [own, own] : wayBack(step.workflow, own, starts);
    if (!back) return [];
    const message = `${own} would start itself: ${back.join(" → ")}`;
    return [{ step: step.id, field: `${field}.workflow`, message }];
  });
}

/** How one workflow leads to another, if it does. */
function wayBack(from: string, to: string, starts: ReadonlyMap<string, readonly string[]>): string[] | null {
  const waiting: string[][] = [[to, from]];
  const seen = new Set([from]);
  while (waiting.length > 0) {
    const way = waiting.shift() ?? [];
    for (const next of starts.get(way.at(-1) ?? "") ?? []) {
      if (next === to) return [...way, next];
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push([...way, next]);
    }
  }
  return null;
}

/** What is wrong with how a definition is put together. */
export function structureProblems(definition: Definition, vocabulary: Vocabulary): Problem[] {
  const all = everyStep(definition);
  const own = all.flatMap(({ step, field }) =>
    partsOf(step).map(({ at, message }) => ({ step: step.id, field: within(field, at), message })),
  );
  const twice = repeated(all, ({ step }) => step.id).map(({ one: { step, field } }) => ({
    step: step.id,
    field: `${field}.id`,
    message: `there are two steps "${step.id}"`,
  }));
  const inputs = repeated(definition.input, ({ name }) => name).map(({ one, index }) => ({
    step: null,
    field: `input[${index}].name`,
    message: `there are two fields "${one.name}"`,
  }));
  const deep = all
    .filter(({ enclosing }) => enclosing.length === deepest)
    .map(({ step, field }) => ({ step: step.id, field, message: `stands more than ${deepest} levels deep` }));
  const many = { step: null, field: "steps", message: `there are ${all.length} steps; at most ${mostSteps} can be` };
  return [
    ...inputs,
    ...(all.length > mostSteps ? [many] : []),
    ...twice,
    ...own,
    ...deep.slice(0, 1),
    ...unreachable(definition.steps, "steps"),
    ...recursions(definition, all, vocabulary),
  ];
}
