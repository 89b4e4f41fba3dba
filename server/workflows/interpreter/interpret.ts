import { AppError } from "#server/kernel/errors.ts";
import { fillTemplate, fillText, holds, type Plain } from "../expressions/index.ts";
import { branchesOf } from "../outline.ts";
import type { Definition, Step } from "../schema.ts";
import { type Facts, type Flow, type Frame, nothingYet, on, placeOf, scopeOf } from "./frame.ts";
import { prepare } from "./leaves.ts";
import { isNesting, runNesting } from "./nesting.ts";
import type { Place, Ports, Result } from "./ports.ts";

/** How a walk came out. `path` is the step that the run failed at; `stopped` leaves the rest to another walk. */
export type Ending =
  | { status: "succeeded"; summary: string }
  | { status: "failed"; summary: string; path: string | null }
  | { status: "stopped" };

/** More steps than this are not walked, whatever a definition expands to. */
const mostSteps = 2_000;

/** A step whose reading failed: nothing was called, so nothing was noted yet. */
async function failUncalled(place: Place, frame: Frame, error: unknown): Promise<Flow> {
  const { ports } = frame.walk;
  const message = ports.wordsOf(error);
  await ports.fail(place, message);
  return { kind: "failed", path: place.path, message };
}

/** What a step that went wrong for good leaves behind, where the run goes on without it. */
async function goOn(step: Step, place: Place, frame: Frame, failed: Flow & { kind: "failed" }): Promise<Flow> {
  const { ports } = frame.walk;
  if (step.onFailure === "fail") return failed;
  const output: Plain = failed.output ?? { failed: true, error: failed.message };
  frame.outputs[step.id] = output;
  ports.note(place, { kind: "completed", output, wentOn: failed.message });
  if (step.onFailure === "escalate") await ports.escalate(place, failed.message);
  return on;
}

async function call(step: Step, place: Place, frame: Frame): Promise<Flow> {
  const { ports } = frame.walk;
  let act: () => Promise<Result>;
  try {
    if (step.kind === "end") {
      const summary = fillText(step.summary, scopeOf(frame)).slice(0, 300);
      ports.note(place, { kind: "completed", output: { summary } });
      return { kind: "end", status: step.as, summary, path: place.path };
    }
    if (isNesting(step)) return await runNesting(step, place, frame, runSteps);
    act = prepare(step, place, frame);
  } catch (error) {
    return failUncalled(place, frame, error);
  }
  try {
    const { output, failed } = await act();
    if (failed !== undefined) return { kind: "failed", path: place.path, message: failed, output };
    frame.outputs[step.id] = output;
    return on;
  } catch (error) {
    return { kind: "failed", path: place.path, message: ports.wordsOf(error) };
  }
}

/** Whether the step's end is known from before; then its outputs, and those within it, are in the frame. */
function wasDone(step: Step, place: Place, frame: Frame): boolean {
  const { remembered } = frame.walk.ports;
  const before = remembered(place.path);
  if (before?.skipped) return true;
  if (!before?.completed || step.kind === "end") return false;
  const holdsOthers = isNesting(step);
  // what stands in it is walked again, step by step, unless it had failed
  if (holdsOthers && !before.completed.wentOn) return false;
  frame.outputs[step.id] = before.completed.output;
  if (!holdsOthers || step.kind === "for-each") return true;
  for (const id of branchesOf(step).flatMap((branch) => Object.keys(nothingYet(branch.steps)))) {
    frame.outputs[id] = remembered(`${frame.prefix}${id}`)?.completed?.output ?? null;
  }
  return true;
}

/** Whether the step's condition holds; decided once, whatever changes before the run is tried again. */
function isWanted(step: Step, place: Place, frame: Frame): boolean {
  const before = frame.walk.ports.remembered(place.path);
  if (before?.completed || before?.taken || holds(step.when, scopeOf(frame))) return true;
  frame.walk.ports.note(place, { kind: "skipped" });
  return false;
}

async function runStep(step: Step, frame: Frame): Promise<Flow> {
  const { walk } = frame;
  const { ports } = walk;
  const place = placeOf(step, frame);
  if (!frame.beside && ports.breathe(place) === "stop") return { kind: "stopped" };
  walk.steps += 1;
  try {
    if (walk.steps > mostSteps) throw new AppError("limit", `A run takes at most ${mostSteps} steps`);
    if (wasDone(step, place, frame) || !isWanted(step, place, frame)) return on;
  } catch (error) {
    const failed = await failUncalled(place, frame, error);
    return failed.kind === "failed" ? goOn(step, place, frame, failed) : failed;
  }
  const { sla, title } = step;
  if (sla) await ports.begin({ path: place.path, title, sla });
  const flow = await call(step, place, sla ? { ...frame, clocks: place.clocks } : frame);
  if (flow.kind === "failed") return goOn(step, place, frame, flow);
  if (sla && flow.kind !== "stopped") await ports.met({ path: place.path });
  return flow;
}

/** Walks a list of steps, one after the other. */
async function runSteps(steps: readonly Step[], frame: Frame): Promise<Flow> {
  for (const step of steps) {
    const flow = await runStep(step, frame);
    if (flow.kind !== "on") return flow;
  }
  return on;
}

type Given = { definition: Definition; facts: Facts; ports: Ports };

/** "invoice:<id>" in words: "invoice". */
const kindOf = (subject: string) => subject.split(":")[0] ?? subject;

async function walkAll({ definition, facts, ports }: Given): Promise<Ending> {
  const { sla, subject, steps } = definition;
  const clocks = sla?.counts === "work" ? [""] : [];
  const walk = { ports, facts, steps: 0 };
  const frame: Frame = { walk, outputs: nothingYet(steps), prefix: "", clocks, beside: false, lane: "" };
  const about = subject === undefined ? "" : String(fillTemplate(subject, scopeOf(frame)) ?? "");
  if (about && !(await ports.claim(about))) {
    return { status: "succeeded", summary: `Another run follows up this ${kindOf(about)} already` };
  }
  if (sla) await ports.begin({ path: "", title: definition.name, sla });
  const flow = await runSteps(steps, frame);
  if (flow.kind === "stopped") return { status: "stopped" };
  if (flow.kind === "failed") return { status: "failed", summary: flow.message, path: flow.path };
  if (sla) await ports.met({ path: "" });
  if (flow.kind === "end" && flow.status === "failed")
    return { status: "failed", summary: flow.summary, path: flow.path };
  const summary = flow.kind === "end" ? flow.summary : fillText(definition.summary, scopeOf(frame)).slice(0, 300);
  return { status: "succeeded", summary };
}

/**
 * Walks a definition: what it says, in its order, over ports that do it. Pure but for the ports: the same outputs lead
 * the same way, which is what lets a run be taken up again anywhere.
 */
export async function interpret(given: Given): Promise<Ending> {
  try {
    return await walkAll(given);
  } catch (error) {
    return { status: "failed", summary: given.ports.wordsOf(error), path: null };
  }
}
