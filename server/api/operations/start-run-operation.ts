import { z } from "zod";
import { awaitAnswer, startWorkflow } from "#server/domains/run/index.ts";
import { startedRunSchema } from "#server/domains/run/schema.ts";
import type { Operation, OperationAnswer } from "./contract.ts";

const longestWait = 10;

const input = z.strictObject({
  workflow: z.string().min(1).max(100).describe("Id of the workflow; it needs a trigger for the API"),
  input: z.record(z.string().max(100), z.unknown()).optional().describe("The fields of the workflow's input"),
  wait: z
    .int()
    .min(0)
    .max(longestWait)
    .optional()
    .describe("Seconds to wait for the run's answer or end; 0 by default. The run goes on either way"),
});

const accepted = z.object({ runId: z.string() });

/** Answers at once with where the run is found, or, for those who wait, with what the run answered. */
async function answerOf(started: string, call: Parameters<Operation["call"]>[0]): Promise<OperationAnswer> {
  const { runId } = accepted.parse(JSON.parse(started));
  const location = `/runs/${runId}`;
  const seconds = Number(call.input.wait ?? 0);
  const heard = seconds > 0 ? await awaitAnswer({ context: call.context, runId, seconds, signal: call.signal }) : null;
  if (heard) return { status: 200, location, text: JSON.stringify({ runId, ...heard }) };
  return { status: 202, location, text: JSON.stringify({ runId, status: "accepted", answer: null, summary: null }) };
}

/** Starts a workflow; the answer of a run that answers early comes while the run goes on. */
export const startRunOperation: Operation = {
  name: "start_run",
  title: "Start a workflow",
  description:
    "Starts a workflow that may be started through the API, with its input. Answers 202 with the run's address, or, with `wait`, 200 with what the run answered as soon as it did. Send an Idempotency-Key so that a repeat finds the same run.",
  method: "POST",
  path: "/workflows/{workflow}/runs",
  scope: "runs:write",
  input,
  output: startedRunSchema,
  hints: { readOnly: false, destructive: false, idempotent: false },
  call: async (call) => {
    const { workflow, input: fields } = call.input;
    const start = { workflow, input: fields ?? {}, from: "api" };
    const { key, context } = call;
    // the key is the start's own id too: it stands for one run for ever, not only as long as answers are kept
    const started =
      key === null
        ? JSON.stringify(await startWorkflow.execute(context, start))
        : await startWorkflow.once(context, { ...start, externalId: key }, key);
    return answerOf(started, call);
  },
};
