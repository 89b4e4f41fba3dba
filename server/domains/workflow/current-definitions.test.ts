import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { currentDefinitions, currentDefinitionsNow, definitionOf, setWorkflowEnabled } from "./index.ts";

const system = (context: TestContext): Context => ({ ...context, actor: { kind: "system", id: "test" } });
const versionsOf = ({ workspaceId }: TestContext) =>
  inWorkspace(workspaceId, (tx) => tx.workflowVersion.findMany({ orderBy: [{ workflow: "asc" }, { version: "asc" }] }));

/** Puts a version in as another release, or the operator, would have. */
async function publish(context: TestContext, row: { version: number; origin: string; hash: string; at: Date }) {
  const [current] = await currentDefinitions.execute(system(context), {});
  if (!current) throw new Error("There is no workflow");
  const { hash, version, origin, at: publishedAt } = row;
  const definition = { ...current.definition, purpose: `As of ${hash}` };
  const { workspaceId } = context;
  await inWorkspace(workspaceId, (tx) =>
    tx.workflowVersion.create({
      data: {
        workspaceId,
        workflow: current.workflow,
        version,
        origin,
        hash,
        definition,
        publishedBy: "x",
        publishedAt,
      },
    }),
  );
  return current.workflow;
}

describe("current definitions", () => {
  it("publish the built-ins once, also when asked side by side", async () => {
    const context = await newWorkspace();
    const asked = await Promise.all([1, 2, 3].map(() => currentDefinitions.execute(system(context), {})));
    expect(new Set(asked.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const rows = await versionsOf(context);
    expect(rows.length).toBe(asked[0]?.length);
    expect(rows.every((row) => row.version === 1 && row.origin === "built-in")).toBe(true);
  });

  it("publish a built-in again that a new release changed, and keep the old version", async () => {
    const context = await newWorkspace();
    const lastWeek = new Date(context.clock.now().getTime() - 7 * 86_400_000);
    const workflow = await publish(context, { version: 2, origin: "built-in", hash: "older", at: lastWeek });
    const [current] = await currentDefinitions.execute(system(context), {});
    expect(current).toMatchObject({ workflow, version: 3, origin: "built-in" });
    const before = await inWorkspace(context.workspaceId, (tx) =>
      definitionOf({ tx, context }, { workflow, version: 2 }),
    );
    expect(before.purpose).toBe("As of older");
  });

  it("do not publish against another release that runs at the same time", async () => {
    const context = await newWorkspace();
    const workflow = await publish(context, {
      version: 2,
      origin: "built-in",
      hash: "other",
      at: context.clock.now(),
    });
    const [current] = await currentDefinitions.execute(system(context), {});
    expect(current).toMatchObject({ workflow, version: 2 });
  });

  it("leave alone what the operator made of a built-in", async () => {
    const context = await newWorkspace();
    const workflow = await publish(context, { version: 2, origin: "operator", hash: "own", at: context.clock.now() });
    const [current] = await currentDefinitions.execute(system(context), {});
    expect(current).toMatchObject({ workflow, version: 2, origin: "operator" });
    expect(current?.definition.purpose).toBe("As of own");
  });
});

describe("current definitions in one round trip", () => {
  it("are the same, publish the built-ins where nobody did yet, and see what was written a moment ago", async () => {
    const context = await newWorkspace();
    const first = await currentDefinitionsNow(system(context));
    expect(first).toEqual(await currentDefinitions.execute(system(context), {}));
    expect(first.map(({ version }) => version)).toEqual(first.map(() => 1));
    const at = context.clock.now();
    const workflow = await publish(context, { version: 2, origin: "operator", hash: "own", at });
    for (let times = 0; times < 2; times += 1) {
      const [own] = await currentDefinitionsNow(system(context));
      expect(own).toMatchObject({ workflow, version: 2, origin: "operator", definition: { purpose: "As of own" } });
    }
    await setWorkflowEnabled.execute(context, { id: workflow, enabled: false });
    expect((await currentDefinitionsNow(system(context)))[0]).toMatchObject({ workflow, enabled: false });
    const other = await newWorkspace();
    expect((await currentDefinitionsNow(system(other)))[0]).toMatchObject({ version: 1, enabled: true });
  });
});
