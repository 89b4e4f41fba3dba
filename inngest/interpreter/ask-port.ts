import { answerOfEscalation, escalate, lapseEscalation } from "#server/domains/escalation/index.ts";
import type { AskRequest, Place, Plain, Result } from "#server/workflows/interpreter/index.ts";
import { escalationResolved } from "../events.ts";
import { waitAndLookAgain } from "../steps/wait-and-look-again.ts";
import { checkpoint, runnerStep, type Walk } from "./checkpoint.ts";
import { lengthWords } from "./length-words.ts";
import { noteFailure } from "./note-failure.ts";
import { beginWait, endOf, endWait } from "./wait-ports.ts";

function open(walk: Walk, place: Place, request: AskRequest): Promise<{ escalationId: string }> {
  const { context, runId } = walk.scope;
  const { question, context: happened, options } = request;
  const facts = walk.taken.facts.event;
  return escalate.execute(context, {
    // a run that is tried again asks again
    key: `run:${runId}:${place.path}:${walk.taken.tries}`,
    runId,
    eventId: facts.id,
    title: question.slice(0, 200),
    happened: happened || question,
    options: options.map(({ id, label, description, does }) => ({ id, label, description, ...(does ? { does } : {}) })),
  });
}

/** Puts a question to the operator, as a review task, and waits for the answer where the step says so. */
export async function askPort(walk: Walk, place: Place, request: AskRequest): Promise<Result> {
  const { context, runId, workspaceId } = walk.scope;
  const { wait, timeout, question, options, otherwise } = request;
  const { escalationId } = await checkpoint(walk, place, {
    part: "open",
    ...(wait
      ? {}
      : {
          completed: (opened: { escalationId: string }) => ({
            input: { question },
            output: { option: null, note: null, ...opened },
          }),
        }),
    work: () => open(walk, place, request),
  });
  if (!wait) return { output: { option: null, note: null, escalationId } };
  const forWhat = `Waits for your answer: ${question}`.slice(0, 300);
  const begun = await beginWait(walk, place, { forWhat, lasts: timeout, clocks: place.clocks });
  walk.steps += 2;
  await waitAndLookAgain(walk.scope.step, {
    id: place.path,
    event: escalationResolved,
    match: { field: "escalationId", value: escalationId },
    timeout: endOf(begun, timeout),
    happened: async () => !(await answerOfEscalation.execute(context, { escalationId })).open,
    wakeUp: { workspaceId, escalationId, runId, option: "" },
  });
  // the row tells: an answer may have come at the very end
  const { option, note } = await runnerStep(walk, `${place.path}:answer`, async () => {
    await lapseEscalation.execute(context, { escalationId });
    return answerOfEscalation.execute(context, { escalationId });
  });
  const chosen = option ?? otherwise ?? null;
  const label = options.find((candidate) => candidate.id === chosen)?.label ?? chosen;
  const outcome = option ? `You chose: ${label}` : `Nobody answered within ${lengthWords(timeout)}`;
  const output: Plain = { option: chosen, note, escalationId };
  if (chosen !== null) return endWait(walk, place, { outcome: outcome.slice(0, 300), input: { question }, output });
  await noteFailure(walk, place, outcome);
  return { output, failed: outcome };
}
