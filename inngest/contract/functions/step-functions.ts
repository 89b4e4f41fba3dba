import type { ContractClient } from "../contract-client.ts";
import type { Recorder } from "../recorder.ts";

/** Steps one after the other, side by side, racing, in loops; with and without checkpoints. */
export function stepFunctions(client: ContractClient, recorder: Recorder) {
  const inOrder = client.createFunction(
    { id: "in-order", triggers: [{ event: "contract/in-order" }] },
    async ({ event, step }) => {
      const { key } = event.data;
      const first = await step.run("first", () => {
        recorder.note(key, "first");
        return 1;
      });
      const second = await step.run("second", async () => {
        recorder.note(key, "second");
        return { sum: first + 1 };
      });
      const third = await step.run("third", () => {
        recorder.note(key, "third");
        return [second.sum, null, undefined];
      });
      recorder.note(key, `end ${JSON.stringify(third)}`);
    },
  );

  const eachCall = client.createFunction(
    { id: "each-call", checkpointing: false, triggers: [{ event: "contract/each-call" }] },
    async ({ event, step }) => {
      for (let turn = 0; turn < 3; turn += 1) {
        await step.run("same id", () => recorder.note(event.data.key, `turn ${turn}`));
      }
      recorder.note(event.data.key, "end");
    },
  );

  const sideBySide = client.createFunction(
    { id: "side-by-side", triggers: [{ event: "contract/side-by-side" }] },
    async ({ event, step }) => {
      const { key } = event.data;
      const branch = (name: string) =>
        step.run(name, () => {
          recorder.note(key, name);
          return name;
        });
      const results = await Promise.all([branch("a"), branch("b"), branch("c").then((name) => branch(`${name}+`))]);
      const after = await branch("after");
      recorder.note(key, `end ${results.join(",")} ${after}`);
    },
  );

  const eachBranch = client.createFunction(
    { id: "each-branch", optimizeParallelism: false, triggers: [{ event: "contract/each-branch" }] },
    async ({ event, step }) => {
      const { key } = event.data;
      const chain = async (name: string) => {
        await step.run(`${name}1`, () => recorder.note(key, `${name}1`));
        await step.run(`${name}2`, () => recorder.note(key, `${name}2`));
        return name;
      };
      const results = await Promise.all([chain("a"), chain("b")]);
      // on a server, both branches' last steps may go on from here: only a step is done once
      await step.run("end", () => recorder.note(key, `end ${results.join(",")}`));
    },
  );

  const race = client.createFunction(
    { id: "race", triggers: [{ event: "contract/race" }] },
    async ({ event, group, step }) => {
      const winner = await group.parallel(() =>
        Promise.race([
          step.sleep("slow", "1h").then(() => "slow"),
          step.run("fast", () => {
            recorder.note(event.data.key, "fast");
            return "fast";
          }),
        ]),
      );
      recorder.note(event.data.key, `end ${winner}`);
    },
  );

  const echo = client.createFunction(
    { id: "echo", triggers: [{ event: "contract/echo" }] },
    async ({ event, step }) => {
      const same = await step.run("echo", () => event.data.value);
      recorder.note(event.data.key, JSON.stringify(same));
    },
  );

  const conditional = client.createFunction(
    {
      id: "conditional",
      triggers: [
        { event: "contract/amount", if: "event.data.amount > 100 && event.data.currency == 'EUR'" },
        { event: "contract/other-amount" },
      ],
    },
    async ({ event }) => recorder.note(event.data.key, `${event.name} ${event.data.amount}`),
  );

  return [inOrder, eachCall, sideBySide, eachBranch, race, echo, conditional];
}
