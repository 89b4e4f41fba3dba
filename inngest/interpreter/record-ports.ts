import { notify } from "#server/domains/notification/index.ts";
import { withdrawProposals } from "#server/domains/proposal/index.ts";
import { answerFromRun, labelOfRun } from "#server/domains/run/index.ts";
import { BoundaryRefused, remember, workflowWriter } from "#server/memory/index.ts";
import type { Place, Plain, RememberRequest, Result } from "#server/workflows/interpreter/index.ts";
import { noteRefused } from "../steps/note-refused.ts";
import { checkpoint, type Walk } from "./checkpoint.ts";
import { readInRun } from "./reads.ts";

/** A step that is one call: done, and written down, in one checkpoint. */
export async function once(walk: Walk, place: Place, input: Plain, work: () => Promise<Plain>): Promise<Result> {
  const output = await checkpoint(walk, place, { completed: (value: Plain) => ({ input, output: value }), work });
  return { output };
}

export function readPort(
  walk: Walk,
  place: Place,
  { read, input }: { read: string; input: Record<string, Plain> },
): Promise<Result> {
  return once(walk, place, { read, ...input }, () => readInRun(walk.scope, read, input));
}

export function rememberPort(walk: Walk, place: Place, request: RememberRequest): Promise<Result> {
  const { context, runId } = walk.scope;
  const { event } = walk.taken.facts;
  const { memory, taint, figures, ...fact } = request;
  const source = taint === "event" ? { kind: "event" as const, id: event.id } : { kind: "run" as const, id: runId };
  return once(walk, place, { about: request.subject.kind, text: fact.text }, async (): Promise<Plain> => {
    // what a definition says of its own text counts only where nothing was filled in that could carry words
    const label = taint === "operator" && figures ? "operator" : await labelOfRun.execute(context, { runId });
    try {
      const written = { ...fact, kind: memory, source, taint: label, writer: workflowWriter };
      return { memoryId: (await remember.execute(context, written)).id };
    } catch (error) {
      if (!(error instanceof BoundaryRefused)) throw error;
      // the operator closed this place: the run goes on without
      return { memoryId: null, refused: await noteRefused(walk.scope, place.path, error.refusal) };
    }
  });
}

export function notifyPort(walk: Walk, place: Place, { text }: { text: string }): Promise<Result> {
  const { context, runId } = walk.scope;
  const { path, title } = place;
  return once(walk, place, { text }, () =>
    notify.execute(context, { key: `run:${runId}:${path}`, runId, title, text }),
  );
}

export function answerPort(walk: Walk, place: Place, { value }: { value: Plain }): Promise<Result> {
  const { context, runId } = walk.scope;
  return once(walk, place, { value }, () => answerFromRun.execute(context, { runId, value }));
}

export function withdrawPort(
  walk: Walk,
  place: Place,
  { proposalId, reason }: { proposalId: string; reason: string },
): Promise<Result> {
  const { context, runId } = walk.scope;
  return once(walk, place, { proposalId, reason }, () =>
    withdrawProposals.execute(context, { runId, proposalId, reason }),
  );
}
