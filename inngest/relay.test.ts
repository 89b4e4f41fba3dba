import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import type { UnsentEntry } from "#server/commands/outbox-queue.ts";
import { announceCommit } from "#server/commands/wake.ts";
import { newWorkspace } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { type Relay, retrySeconds, type Send, startRelay } from "./relay.ts";

// the database is shared: entries of other tests pass through these relays too, and only our own are looked at
const emitMany = defineCommand({
  name: "test.emit",
  input: z.object({ runIds: z.array(z.uuid()) }),
  access: ["system"],
  run: async ({ emit, context }, { runIds }) => {
    for (const runId of runIds) await emit("run.cancelled", { workspaceId: context.workspaceId, runId });
  },
});

const relays: Relay[] = [];
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.stop();
});

function relayTo(send: Send, pollMilliseconds = 60_000): Relay {
  const relay = startRelay({ send, pollMilliseconds, pauseMilliseconds: 5, batchSize: 50 });
  relays.push(relay);
  return relay;
}

async function business() {
  const workspace = await newWorkspace();
  const context: Context = { ...workspace, actor: { kind: "system", id: "test" } };
  const entries = () => inWorkspace(context.workspaceId, (tx) => tx.outboxEntry.findMany({ orderBy: { id: "asc" } }));
  return { context, entries };
}

const runOf = (entry: UnsentEntry) => String(entry.data.runId);
const ids = (count: number) => Array.from({ length: count }, newId);

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("It did not come to this");
}

describe("the relay", () => {
  it("sends what is committed at once, in order, and marks it", async () => {
    const { context, entries } = await business();
    const seen: string[] = [];
    relayTo(async (batch) => {
      seen.push(...batch.filter((entry) => entry.data.workspaceId === context.workspaceId).map(runOf));
    });
    const runIds = ids(120);
    await emitMany.execute(context, { runIds });
    await until(async () => (await entries()).every((entry) => entry.sentAt !== null));
    expect(seen).toEqual(runIds);
  });

  it("finds what another process left, by its poll", async () => {
    const { context, entries } = await business();
    await emitMany.execute(context, { runIds: ids(3) });
    relayTo(async () => undefined, 10);
    await until(async () => (await entries()).every((entry) => entry.sentAt !== null));
  });

  it("holds back a poison entry alone, with growing waits, and sends all others", async () => {
    const { context, entries } = await business();
    const runIds = ids(40);
    const poison = runIds[17] ?? "";
    const seen = new Set<string>();
    relayTo(async (batch) => {
      if (batch.some((entry) => runOf(entry) === poison)) throw new Error("not this one");
      for (const entry of batch) seen.add(runOf(entry));
    });
    await emitMany.execute(context, { runIds });
    await until(async () => (await entries()).filter((entry) => entry.sentAt !== null).length === 39);
    const left = (await entries()).filter((entry) => entry.sentAt === null);
    expect(left.map((entry) => (entry.data as { runId: string }).runId)).toEqual([poison]);
    expect(left[0]).toMatchObject({ attempts: 1, lastError: "Error: not this one" });
    expect(left[0]?.retryAt?.getTime()).toBeGreaterThan(Date.now() + 500);
    expect(seen.has(poison)).toBe(false);
    expect([0, 1, 2, 9, 20].map(retrySeconds)).toEqual([2, 4, 8, 1024, 3600]);
  });

  it("sends all others in the turn in which it meets the poison, one entry in five, in their order", async () => {
    const { context, entries } = await business();
    const runIds = ids(50);
    const poison = new Set(runIds.filter((_, index) => index % 5 === 0));
    const seen: string[] = [];
    let refusals = 0;
    relayTo(async (batch) => {
      if (batch.some((entry) => poison.has(runOf(entry)))) {
        if (batch.length === 1) refusals += 1;
        throw new Error("not this one");
      }
      seen.push(...batch.filter((entry) => entry.data.workspaceId === context.workspaceId).map(runOf));
    });
    await emitMany.execute(context, { runIds });
    await until(async () => (await entries()).filter((entry) => entry.sentAt !== null).length === 40);
    expect(seen).toEqual(runIds.filter((runId) => !poison.has(runId)));
    // each was met once: nobody's turn was spent on the same poison twice
    expect(refusals).toBe(poison.size);
    expect((await entries()).filter((entry) => entry.attempts === 1)).toHaveLength(poison.size);
  });

  it("loses nothing while the target is down", async () => {
    const { context, entries } = await business();
    let down = true;
    const seen = new Set<string>();
    relayTo(async (batch) => {
      // other tests' entries pass, else ours would wait behind a refusal of each of them
      const ours = batch.some((entry) => entry.data.workspaceId === context.workspaceId);
      if (down && ours) throw new Error("nobody there");
      for (const entry of batch) seen.add(runOf(entry));
    }, 20);
    const runIds = ids(5);
    await emitMany.execute(context, { runIds });
    await until(async () => (await entries()).some((entry) => entry.attempts > 0));
    expect((await entries()).every((entry) => entry.sentAt === null)).toBe(true);
    down = false;
    await until(async () => (await entries()).every((entry) => entry.sentAt !== null));
    expect(runIds.every((runId) => seen.has(runId))).toBe(true);
  });

  it("sends again what was sent and not marked, under the same id", async () => {
    const { context, entries } = await business();
    const times = new Map<string, number>();
    const send: Send = async (batch) => {
      for (const entry of batch) times.set(entry.id, (times.get(entry.id) ?? 0) + 1);
    };
    await emitMany.execute(context, { runIds: ids(1) });
    const [entry] = await entries();
    const first = relayTo(send);
    await until(async () => (await entries()).every((row) => row.sentAt !== null));
    await first.stop();
    await inWorkspace(context.workspaceId, (tx) =>
      tx.outboxEntry.updateMany({ where: { id: entry?.id }, data: { sentAt: null } }),
    );
    relayTo(send);
    announceCommit();
    await until(() => (times.get(entry?.id ?? "") ?? 0) >= 2);
    await until(async () => (await entries()).every((row) => row.sentAt !== null));
  });
});
