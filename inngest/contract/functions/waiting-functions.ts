import type { ContractClient } from "../contract-client.ts";
import type { Recorder } from "../recorder.ts";

/** Sleeps, waits for events, invocations, events sent from steps. */
export function waitingFunctions(client: ContractClient, recorder: Recorder) {
  const sleeper = client.createFunction(
    { id: "sleeper", triggers: [{ event: "contract/sleep" }] },
    async ({ event, step }) => {
      const { key } = event.data;
      await step.run("before", () => recorder.note(key, "before"));
      await step.sleep("pause", "1s");
      await step.sleepUntil("until", new Date(event.data.until));
      await step.run("after", () => recorder.note(key, "after"));
    },
  );

  const waiter = client.createFunction(
    { id: "waiter", triggers: [{ event: "contract/wait" }] },
    async ({ event, step }) => {
      const { key } = event.data;
      const decided = await step.waitForEvent("decision", {
        event: "contract/decided",
        timeout: event.data.timeout,
        if: "event.data.key == async.data.key && async.data.amount > 10",
      });
      recorder.note(key, decided ? `decided ${decided.data.amount}` : "timeout");
    },
  );

  const rereader = client.createFunction(
    { id: "rereader", triggers: [{ event: "contract/reread" }] },
    async ({ event, step }) => {
      const { key } = event.data;
      const [decided, read] = await Promise.all([
        step.waitForEvent("decision", { event: "contract/reread-decided", match: "data.key", timeout: "1h" }),
        step.run("read", async () => {
          recorder.note(key, "registered");
          await client.send({ name: "contract/reread-decided", data: { key } });
          return "pending";
        }),
      ]);
      recorder.note(key, `${read} ${decided ? "decided" : "nothing"}`);
    },
  );

  const double = client.createFunction({ id: "double", triggers: [] }, async ({ event, step }) =>
    step.run("double", () => {
      const { value } = event.data as { value?: unknown };
      if (typeof value !== "number") throw new Error("not a number");
      return value * 2;
    }),
  );

  const refuser = client.createFunction({ id: "refuser", retries: 0, triggers: [] }, async () => {
    throw new Error("refused");
  });

  const invoker = client.createFunction(
    { id: "invoker", triggers: [{ event: "contract/invoke" }] },
    async ({ event, step }) => {
      const { key } = event.data;
      const doubled = await step.invoke("double", { function: double, data: { value: 21 } });
      recorder.note(key, `doubled ${doubled}`);
      try {
        await step.invoke("refuse", { function: refuser, data: {} });
      } catch (error) {
        recorder.note(key, `caught ${error instanceof Error ? error.message : error}`);
      }
    },
  );

  const sender = client.createFunction(
    { id: "sender", triggers: [{ event: "contract/send" }] },
    async ({ event, step }) => {
      const { key } = event.data;
      const { ids } = await step.sendEvent("fan out", [
        { name: "contract/sent", data: { key, part: 1 } },
        { name: "contract/sent", data: { key, part: 2 } },
      ]);
      await step.run("told", () => recorder.note(key, `sent ${ids.length}`));
    },
  );

  const receiver = client.createFunction(
    { id: "receiver", triggers: [{ event: "contract/sent" }] },
    async ({ event }) => recorder.note(event.data.key, `part ${event.data.part}`),
  );

  return [sleeper, waiter, rereader, double, refuser, invoker, sender, receiver];
}
