import { escalate } from "#server/domains/escalation/index.ts";
import { beginDeadline, claimSubject, meetDeadline, type RememberedStep } from "#server/domains/run/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { Note, Place, Plain, Ports } from "#server/workflows/interpreter/index.ts";
import { durationMilliseconds } from "../embedded/duration.ts";
import { failureMessage } from "../steps/failure-message.ts";
import { actionPort } from "./action-port.ts";
import { agentPort } from "./agent-port.ts";
import { askPort } from "./ask-port.ts";
import { runnerStep, type Walk } from "./checkpoint.ts";
import { noteFailure } from "./note-failure.ts";
import { answerPort, notifyPort, readPort, rememberPort, withdrawPort } from "./record-ports.ts";
import { shadowPorts } from "./shadow-ports.ts";
import { subRunPort } from "./sub-run-port.ts";
import { takeBackPort } from "./take-back-port.ts";
import { waitForPort, waitPort } from "./wait-ports.ts";

/**
 * A function run hands its run on after so many steps of the runner: an Inngest server allows 1,000, and what is begun
 * side by side is finished first.
 */
const stepsPerFunctionRun = 600;

const kinds = { completed: "step.completed", skipped: "step.skipped", decided: "step.decided" } as const;

/** Keeps a note until the next step of its lane writes it down. */
function keepNote(walk: Walk, place: Place, note: Note): void {
  const { path, title, lane } = place;
  const { kind, ...data } = note;
  const key = `${path}:${kind}`;
  walk.notes.push({
    lane,
    entry: { runId: walk.scope.runId, step: path, key, kind: kinds[kind], data: { title, ...data } },
  });
}

/** A step that failed for good is handed to the operator; the run goes on without it. */
async function handOver(walk: Walk, place: Place, message: string): Promise<void> {
  const { context, runId } = walk.scope;
  const { path, title } = place;
  await runnerStep(walk, `${path}:escalate`, () =>
    escalate.execute(context, {
      key: `run:${runId}:${path}`,
      runId,
      title: `A step failed: ${title}`.slice(0, 200),
      happened: message,
      done: "The run went on without it.",
      options: [
        { id: "run.task", label: "Make it a task", description: "Puts it on your task list, due today" },
        { id: "dismiss", label: "Leave it", description: "Closes this review task and changes nothing else" },
      ],
    }),
  );
}

/** The ports that carry a run out, on the runner's steps. Their ids follow from the path alone. */
export function durablePorts(walk: Walk, steps: readonly RememberedStep[]): Ports {
  const { context, runId } = walk.scope;
  const known = new Map(steps.map((step) => [step.path, step]));
  const ports: Ports = {
    remembered: (path) => {
      const step = known.get(path);
      if (!step) return undefined;
      const { path: _, completed, ...rest } = step;
      return completed ? { ...rest, completed: { ...completed, output: completed.output as Plain } } : rest;
    },
    claim: async (subject) => {
      const { otherRunId } = await runnerStep(walk, ":claim", () => claimSubject.execute(context, { runId, subject }));
      return otherRunId === null;
    },
    agent: (place, request) => agentPort(walk, place, request),
    action: (place, request) => actionPort(walk, place, request),
    read: (place, request) => readPort(walk, place, request),
    remember: (place, request) => rememberPort(walk, place, request),
    wait: (place, request) => waitPort(walk, place, request),
    waitFor: (place, request) => waitForPort(walk, place, request),
    ask: (place, request) => askPort(walk, place, request),
    notify: (place, request) => notifyPort(walk, place, request),
    answer: (place, request) => answerPort(walk, place, request),
    withdraw: (place, request) => withdrawPort(walk, place, request),
    startRun: (place, request) => subRunPort(walk, place, request),
    takeBack: (place, request) => takeBackPort(walk, place, request),
    note: (place, note) => keepNote(walk, place, note),
    fail: (place, message) => noteFailure(walk, place, message),
    escalate: (place, message) => handOver(walk, place, message),
    begin: async ({ path, title, sla }) => {
      const withinMs = durationMilliseconds(sla.within);
      await runnerStep(walk, `${path}:sla`, () => beginDeadline.execute(context, { runId, path, title, withinMs }));
    },
    met: async ({ path }) => {
      await runnerStep(walk, `${path}:met`, () => meetDeadline.execute(context, { runId, path }));
    },
    breathe: () => (walk.steps >= stepsPerFunctionRun ? "stop" : "go-on"),
    wordsOf: (error) => (error instanceof AppError ? error.message : failureMessage(error)),
  };
  return walk.taken.shadow ? shadowPorts(walk, ports) : ports;
}
