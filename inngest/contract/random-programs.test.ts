import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import type { GetStepTools, Inngest } from "inngest";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "#scripts/database-for-tests.ts";
import type { ContractClient } from "./contract-client.ts";
import { createTarget, openTestDatabase } from "./embedded-target.ts";
import { createRecorder, until } from "./recorder.ts";

// Random functions against a model: what must have happened, and in which order, follows from the program alone.
type Program = Operation[];
type Operation =
  | { kind: "run" }
  | { kind: "flaky"; failures: number }
  | { kind: "pause" }
  | { kind: "wait" }
  | { kind: "parallel"; branches: Program[] }
  | { kind: "invoke"; program: Program };

const { program: programs } = fc.letrec<{ program: Program; operation: Operation }>((tie) => ({
  program: fc.array(tie("operation"), { minLength: 1, maxLength: 4, depthIdentifier: "program" }),
  operation: fc.oneof(
    { depthIdentifier: "program", maxDepth: 3 },
    fc.constant<Operation>({ kind: "run" }),
    fc.record({ kind: fc.constant("flaky" as const), failures: fc.integer({ min: 1, max: 2 }) }),
    fc.constant<Operation>({ kind: "pause" }),
    fc.constant<Operation>({ kind: "wait" }),
    fc.record({
      kind: fc.constant("parallel" as const),
      branches: fc.array(tie("program"), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("invoke" as const), program: tie("program") }),
  ),
}));

/** The model: names of all steps that a program must run, each under its place in the program. */
function expectedSteps(program: Program, place: string): string[] {
  return program.flatMap((operation, index) => {
    const here = `${place}.${index}`;
    if (operation.kind === "parallel")
      return operation.branches.flatMap((branch, side) => expectedSteps(branch, `${here}/${side}`));
    if (operation.kind === "invoke") return expectedSteps(operation.program, `${here}i`);
    return operation.kind === "run" || operation.kind === "flaky" ? [here] : [];
  });
}

const patience = 60_000;
/** Another seed, or more programs, finds other orders: RANDOM_SEED and RANDOM_COUNT. */
const firstSeed = Number(process.env.RANDOM_SEED ?? 20260301);
const factor = Number(process.env.RANDOM_COUNT ?? 1);
const recorder = createRecorder();
type Steps = GetStepTools<Inngest>;

function interpreter(client: ContractClient) {
  async function interpret(setting: {
    step: Steps;
    program: Program;
    place: string;
    key: string;
  }): Promise<Record<string, string>> {
    const { step, program, place, key } = setting;
    const results: Record<string, string> = {};
    for (const [index, operation] of program.entries()) {
      const here = `${place}.${index}`;
      Object.assign(results, await interpretOne({ step, operation, here, key }));
    }
    return results;
  }

  async function interpretOne(setting: {
    step: Steps;
    operation: Operation;
    here: string;
    key: string;
  }): Promise<Record<string, string>> {
    const { step, operation, here, key } = setting;
    const attempts = `${key} ${here} attempts`;
    const execute = () => {
      const token = randomUUID();
      recorder.note(key, here);
      recorder.note(`${key} ${here}`, token);
      return token;
    };
    switch (operation.kind) {
      case "run":
        return { [here]: await step.run(here, execute) };
      case "flaky":
        return {
          [here]: await step.run(here, () => {
            recorder.note(attempts, "attempt");
            if (recorder.of(attempts).length <= operation.failures) throw new Error("flaky");
            return execute();
          }),
        };
      case "pause":
        await step.sleepUntil(here, new Date(0));
        return {};
      case "wait": {
        const [event] = await Promise.all([
          step.waitForEvent(`${here}w`, {
            event: "random/go",
            if: "async.data.key == event.data.key && async.data.here != ''",
            timeout: "1h",
          }),
          step.sendEvent(`${here}s`, { name: "random/go", data: { key, here } }),
        ]);
        if (!event) throw new Error("no event");
        return {};
      }
      case "parallel": {
        const branches = operation.branches.map((program, side) =>
          interpret({ step, program, place: `${here}/${side}`, key }),
        );
        return Object.assign({}, ...(await Promise.all(branches)));
      }
      case "invoke":
        return step.invoke(here, { function: invoked, data: { key, program: operation.program, place: `${here}i` } });
    }
  }

  const invoked: ReturnType<typeof makeInvoked> = makeInvoked();
  function makeInvoked() {
    return client.createFunction(
      { id: "invoked", retries: 5, triggers: [] },
      async ({ event, step }): Promise<Record<string, string>> => {
        const { key, program, place } = event.data as { key: string; program: Program; place: string };
        return interpret({ step, program, place, key });
      },
    );
  }
  const main = client.createFunction(
    { id: "random", retries: 5, triggers: [{ event: "random/run" }] },
    async ({ event, step }) => {
      const { key, program } = event.data as { key: string; program: Program };
      const results = await interpret({ step, program, place: "", key });
      recorder.note(`${key} end`, JSON.stringify(results));
    },
  );
  return [invoked, main];
}

let database: TestDatabase;
let admin: pg.Client;

beforeAll(async () => {
  database = await openTestDatabase();
  admin = new pg.Client({ connectionString: database.directUrl });
  await admin.connect();
}, 120_000);

afterAll(async () => {
  await admin.end();
  await database.remove();
});

const sample = (seed: number, count: number) =>
  fc.sample(programs, { seed, numRuns: count }).map((program) => ({ key: randomUUID(), program }));
const endsOf = (runs: { key: string }[]) => runs.filter(({ key }) => recorder.of(`${key} end`).length > 0).length;

describe("random programs", () => {
  test("run every step of the model once, and give its result to the end", async () => {
    const target = createTarget({ databaseUrl: database.appUrl, functions: interpreter, runner: { backoff: () => 5 } });
    await target.runner.start();
    const runs = sample(firstSeed, 60 * factor);
    await target.client.send(runs.map((data) => ({ name: "random/run", data })));
    await until(
      () => endsOf(runs),
      (count) => count === runs.length,
      patience,
    );
    await target.runner.stop();
    for (const { key, program } of runs) {
      const expected = expectedSteps(program, "").sort();
      expect(recorder.of(key).sort()).toEqual(expected);
      const results = JSON.parse(recorder.of(`${key} end`)[0] ?? "{}") as Record<string, string>;
      expect(Object.keys(results).sort()).toEqual(expected);
      for (const here of expected) expect(recorder.of(`${key} ${here}`)).toEqual([results[here]]);
    }
  });

  test("end with one result for each step however often the work is taken over", async () => {
    const targets = [1, 2].map(() =>
      createTarget({
        databaseUrl: database.appUrl,
        functions: interpreter,
        runner: { backoff: () => 5, leaseMilliseconds: 200, pollMilliseconds: 50, capacity: 20 },
      }),
    );
    for (const target of targets) await target.runner.start();
    const runs = sample(firstSeed + 1, 40 * factor);
    await targets[0]?.client.send(runs.map((data) => ({ name: "random/run", data })));
    const storm = new AbortController();
    const storming = (async () => {
      for (let turn = 0; turn < 15 && !storm.signal.aborted; turn += 1) {
        await admin.query(
          "update runner.worker set lease_until = now() - interval '1 second' where id in (select id from runner.worker order by random() limit 1)",
        );
        await delay(70);
      }
    })();
    await until(
      () => endsOf(runs),
      (count) => count === runs.length,
      patience,
    );
    storm.abort();
    await storming;
    for (const target of targets) await target.runner.stop();
    const statuses = await admin.query("select distinct status from runner.run");
    expect(statuses.rows).toEqual([{ status: "completed" }]);
    const left = await admin.query(
      "select (select count(*) from runner.item)::int + (select count(*) from runner.pause)::int as left",
    );
    expect(left.rows).toEqual([{ left: 0 }]);
    for (const { key, program } of runs) {
      const results = JSON.parse(recorder.of(`${key} end`).at(-1) ?? "{}") as Record<string, string>;
      const expected = expectedSteps(program, "");
      expect(Object.keys(results).sort()).toEqual(expected.sort());
      for (const here of expected) expect(recorder.of(`${key} ${here}`)).toContain(results[here]);
    }
  });
});
