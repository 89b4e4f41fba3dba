import { AppError } from "#server/kernel/errors.ts";
import { fillTemplate, holds, type Plain } from "../expressions/index.ts";
import type { Step, StepOf } from "../schema.ts";
import { type Flow, type Frame, nothingYet, on, scopeOf } from "./frame.ts";
import { lengthOf } from "./leaves.ts";
import type { Place } from "./ports.ts";

/** A step that holds others. */
export type Nesting = StepOf<"condition" | "parallel" | "wait-for" | "for-each">;
type RunSteps = (steps: readonly Step[], frame: Frame) => Promise<Flow>;

/** Writes down that the step is done, with what it came to. */
function done(step: Step, place: Place, frame: Frame, output: Plain): Flow {
  frame.outputs[step.id] = output;
  if (!frame.walk.ports.remembered(place.path)?.completed) {
    frame.walk.ports.note(place, { kind: "completed", output });
  }
  return on;
}

async function runCondition(step: StepOf<"condition">, place: Place, frame: Frame, runSteps: RunSteps): Promise<Flow> {
  const { ports } = frame.walk;
  const before = ports.remembered(place.path)?.taken;
  const taken = before ?? (holds(step.if, scopeOf(frame)) ? "yes" : "no");
  if (!before) ports.note(place, { kind: "decided", taken });
  const flow = await runSteps(taken === "yes" ? step.yes : (step.no ?? []), frame);
  return flow.kind === "on" ? done(step, place, frame, { taken }) : flow;
}

async function runBranch(
  { branch, place, frame }: { branch: StepOf<"parallel">["branches"][number]; place: Place; frame: Frame },
  runSteps: RunSteps,
): Promise<Flow> {
  const { ports } = frame.walk;
  const { sla, title, steps } = branch;
  const path = `${place.path}:${branch.id}`;
  if (!sla) return runSteps(steps, frame);
  await ports.begin({ path, title, sla });
  const flow = await runSteps(steps, sla.counts === "work" ? { ...frame, clocks: [...frame.clocks, path] } : frame);
  if (flow.kind !== "failed") await ports.met({ path });
  return flow;
}

async function runParallel(step: StepOf<"parallel">, place: Place, frame: Frame, runSteps: RunSteps): Promise<Flow> {
  // no branch sees what another one does: which of them is first depends on the day
  const flows = await Promise.all(
    step.branches.map(async (branch) => {
      const lane = `${frame.lane}${place.path}:${branch.id}/`;
      const own = { ...frame, outputs: { ...frame.outputs }, beside: true, lane };
      const flow = await runBranch({ branch, place, frame: own }, runSteps);
      return { branch, flow, outputs: own.outputs };
    }),
  );
  const branches: Record<string, Plain> = {};
  for (const { branch, flow, outputs } of flows) {
    for (const id of Object.keys(nothingYet(branch.steps))) frame.outputs[id] = outputs[id] ?? null;
    const error = flow.kind === "failed" ? flow.message : null;
    branches[branch.id] = { status: error === null ? "done" : "failed", error };
  }
  const failures = flows.flatMap(({ flow }) => (flow.kind === "failed" ? [flow] : []));
  const [first] = failures;
  if (first) {
    const more = failures.length > 1 ? ` (and ${failures.length - 1} more of ${flows.length} branches)` : "";
    return { kind: "failed", path: first.path, message: `${first.message}${more}`, output: { branches } };
  }
  const ended = flows.find(({ flow }) => flow.kind === "end");
  return ended ? ended.flow : done(step, place, frame, { branches });
}

/** "invoice:<id>" taken apart. */
function recordIn(value: Plain): { kind: string; id: string } {
  const [kind = "", id = ""] = String(value ?? "").split(":");
  if (!kind || !id)
    throw new AppError("precondition", `${JSON.stringify(value)} names no record, such as invoice:<id>`);
  return { kind, id };
}

async function runWaitFor(step: StepOf<"wait-for">, place: Place, frame: Frame, runSteps: RunSteps): Promise<Flow> {
  const { ports } = frame.walk;
  const before = ports.remembered(place.path)?.completed;
  let output = before?.output ?? null;
  if (!before) {
    const scope = scopeOf(frame);
    const about = recordIn(fillTemplate(step.about, scope));
    const request = { event: step.event, about, timeout: lengthOf(step.timeout, scope) };
    try {
      output = (await ports.waitFor(place, request)).output;
    } catch (error) {
      return { kind: "failed", path: place.path, message: ports.wordsOf(error) };
    }
  }
  frame.outputs[step.id] = output;
  const arrived = typeof output === "object" && output !== null && "arrived" in output && output.arrived === true;
  return runSteps((arrived ? step.onEvent : step.onTimeout) ?? [], frame);
}

async function runForEach(step: StepOf<"for-each">, place: Place, frame: Frame, runSteps: RunSteps): Promise<Flow> {
  const items = fillTemplate(step.items, scopeOf(frame));
  if (!Array.isArray(items)) throw new AppError("precondition", "What it goes through is no list");
  if (items.length > step.most) {
    throw new AppError("limit", `There are ${items.length} items, and it takes at most ${step.most}`);
  }
  const last = step.steps.at(-1)?.id ?? "";
  const one = step.atOnce === 1;
  const results: Plain[] = [];
  const flows: Flow[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      const inner: Frame = {
        ...frame,
        outputs: { ...frame.outputs, ...nothingYet(step.steps) },
        prefix: `${place.path}[${index}]/`,
        item: items[index] ?? null,
        index,
        beside: frame.beside || !one,
        lane: one ? frame.lane : `${frame.lane}${place.path}[${index}]/`,
      };
      const flow = await runSteps(step.steps, inner);
      flows[index] = flow;
      results[index] = inner.outputs[last] ?? null;
      // side by side an item that fails stops no other: what runs must not depend on which is first
      if (one && (flow.kind !== "on" || (step.until && holds(step.until, scopeOf(inner))))) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(step.atOnce, items.length) }, worker));
  const output = { count: flows.filter((flow) => flow.kind === "on").length, results };
  const left = flows.find((flow) => flow.kind === "failed") ?? flows.find((flow) => flow.kind !== "on");
  if (left?.kind === "failed") return { ...left, output };
  return left ?? done(step, place, frame, output);
}

export function isNesting(step: Step): step is Nesting {
  return ["condition", "parallel", "wait-for", "for-each"].includes(step.kind);
}

/**
 * Walks a step that holds others.
 * @throws AppError where one of its own expressions fails
 */
export function runNesting(step: Nesting, place: Place, frame: Frame, runSteps: RunSteps): Promise<Flow> {
  switch (step.kind) {
    case "condition":
      return runCondition(step, place, frame, runSteps);
    case "parallel":
      return runParallel(step, place, frame, runSteps);
    case "wait-for":
      return runWaitFor(step, place, frame, runSteps);
    case "for-each":
      return runForEach(step, place, frame, runSteps);
  }
}
