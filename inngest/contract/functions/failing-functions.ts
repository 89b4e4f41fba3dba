import { NonRetriableError, RetryAfterError } from "inngest";
import type { ContractClient } from "../contract-client.ts";
import type { Recorder } from "../recorder.ts";

/** Retries, errors that end a run, handlers of failures, cancellations, deadlines. */
export function failingFunctions(client: ContractClient, recorder: Recorder) {
  const flaky = client.createFunction(
    { id: "flaky", retries: 3, triggers: [{ event: "contract/flaky" }] },
    async ({ attempt, event, step }) => {
      const { key } = event.data;
      await step.run("steady", () => recorder.note(key, "steady"));
      await step.run("flaky", () => {
        recorder.note(key, `attempt ${attempt}`);
        if (attempt < 2) throw new RetryAfterError("not yet", "2s");
      });
      await step.run("next", () => recorder.note(key, `next ${attempt}`));
    },
  );

  const hopeless = client.createFunction(
    {
      id: "hopeless",
      retries: 3,
      triggers: [{ event: "contract/hopeless" }],
      onFailure: async ({ error, event, step }) => {
        await step.run("tell", () =>
          recorder.note(event.data.event.data.key, `failed: ${error.message} in ${event.data.function_id}`),
        );
      },
    },
    async ({ event, step }) => {
      await step.run("hopeless", () => {
        recorder.note(event.data.key, "tried");
        throw new NonRetriableError("never");
      });
    },
  );

  const exhausted = client.createFunction(
    {
      id: "exhausted",
      retries: 1,
      triggers: [{ event: "contract/exhausted" }],
      onFailure: async ({ error, event }) => recorder.note(event.data.event.data.key, `failed: ${error.message}`),
    },
    async ({ attempt, event }) => {
      recorder.note(event.data.key, `attempt ${attempt}`);
      throw new RetryAfterError("still broken", "1s");
    },
  );

  const catcher = client.createFunction(
    { id: "catcher", retries: 0, triggers: [{ event: "contract/catch" }] },
    async ({ event, step }) => {
      const { key } = event.data;
      try {
        await step.run("break", () => {
          throw new TypeError("broken step");
        });
      } catch (error) {
        const message = error instanceof Error ? error.message : "";
        await step.run("mend", () => recorder.note(key, `mended ${message}`));
      }
    },
  );

  const cancellable = client.createFunction(
    {
      id: "cancellable",
      triggers: [{ event: "contract/cancellable" }],
      cancelOn: [{ event: "contract/cancel", if: "event.data.key == async.data.key" }],
    },
    async ({ event, step }) => {
      await step.run("begin", () => recorder.note(event.data.key, "begun"));
      await step.sleep("pause", "3s");
      await step.run("finish", () => recorder.note(event.data.key, "finished"));
    },
  );

  const overdue = client.createFunction(
    { id: "overdue", timeouts: { finish: "1s" }, triggers: [{ event: "contract/overdue" }] },
    async ({ event, step }) => {
      await step.run("begin", () => recorder.note(event.data.key, "begun"));
      await step.sleep("pause", "4s");
      await step.run("finish", () => recorder.note(event.data.key, "finished"));
    },
  );

  const cancellationWatcher = client.createFunction(
    { id: "cancellation-watcher", triggers: [{ event: "inngest/function.cancelled" }] },
    async ({ event }) => recorder.note(event.data.event?.data?.key, `cancelled ${event.data.function_id}`),
  );

  return [flaky, hopeless, exhausted, catcher, cancellable, overdue, cancellationWatcher];
}
