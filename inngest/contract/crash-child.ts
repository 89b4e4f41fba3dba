import { appendFileSync } from "node:fs";
import { serve } from "inngest/edge";
import { createEmbeddedRunner, type EmbeddedRunner } from "#inngest/embedded/embedded-runner.ts";
import { contractClient, contractSigningKey } from "./contract-client.ts";

// A process that runs functions and kills itself, without a word, at the point that KILL_AT names ("<point>:<count>").
const { DATABASE_URL = "", NOTES = "", KILL_AT = "" } = process.env;
const [killPoint, killCount] = KILL_AT.split(":");
let reached = 0;

function passes(point: string): void {
  if (point !== killPoint) return;
  reached += 1;
  if (reached >= Number(killCount)) process.kill(process.pid, "SIGKILL");
}

const note = (key: unknown, entry: string) => appendFileSync(NOTES, `${key} ${entry}\n`);
let runner: EmbeddedRunner | undefined;

const client = contractClient({
  id: "crash",
  fetch: async (input, init) => {
    if (!runner) throw new Error("the runner is not there yet");
    const isCheckpoint = String(input).includes("/v1/checkpoint/");
    if (isCheckpoint) passes("before-checkpoint");
    const answer = await runner.fetch(input, init);
    if (isCheckpoint) passes("after-checkpoint");
    return answer;
  },
});

const child = client.createFunction({ id: "child", triggers: [] }, async ({ event, step }) =>
  step.run("work", () => {
    note((event.data as { key?: unknown }).key, "invoked");
    passes("in-child");
    return 1;
  }),
);

const crashing = client.createFunction(
  { id: "crashing", triggers: [{ event: "crash/run" }] },
  async ({ event, step }) => {
    const { key } = event.data;
    const work = (name: string) =>
      step.run(name, () => {
        note(key, name);
        passes("in-step");
        return name;
      });
    await work("1-first");
    await work("2-second");
    await Promise.all([work("3-left"), work("3-right")]);
    await step.sleep("pause", "1s");
    await step.invoke("call", { function: child, data: { key } });
    await work("4-last");
  },
);

const serving = serve({ client, functions: [child, crashing] });
runner = createEmbeddedRunner({
  databaseUrl: DATABASE_URL,
  signingKey: contractSigningKey,
  backoff: () => 50,
  handler: async (request) => {
    if (request.method === "POST") passes("before-call");
    const answer = await serving(request);
    if (request.method === "POST") passes("before-outcome");
    return answer;
  },
  onRunEnd: ({ event, functionId }) => {
    if (functionId !== "crash-crashing") return;
    passes("after-end");
    note(event.data.key, "end");
  },
});

await runner.start();
for (const key of (process.env.SEND ?? "").split(",").filter(Boolean)) {
  await client.send({ name: "crash/run", id: key, data: { key } });
  passes("after-accept");
}
process.stdout.write("ready\n");
process.once("SIGTERM", () => {
  void runner?.stop().then(() => process.exit(0));
});
setInterval(() => undefined, 60_000);
