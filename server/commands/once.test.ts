import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId } from "#server/kernel/ids.ts";
import { defineCommand } from "./define-command.ts";
import { purgeIdempotencyKeys } from "./outbox-queue.ts";

const owner = new pg.Client({ connectionString: process.env.DIRECT_URL });
beforeAll(() => owner.connect());
afterAll(() => owner.end());

/** Makes a task and answers with its fresh id: done twice, it would show in both. */
const note = defineCommand({
  name: "test.note",
  input: z.object({ title: z.string(), refuse: z.boolean().default(false) }),
  access: ["operator"],
  run: async ({ tx, context, audit }, { title, refuse }) => {
    const id = newId();
    await tx.task.create({ data: { id, workspaceId: context.workspaceId, title } });
    await audit({ subject: { kind: "task", id } });
    if (refuse) throw new AppError("precondition", "Not now");
    return { title, id, at: context.clock.now() };
  },
});

const counts = (context: TestContext) =>
  inWorkspace(context.workspaceId, async (tx) => ({
    tasks: await tx.task.count(),
    audits: await tx.auditEntry.count(),
  }));

it("does a hundred requests at once with one key one time, and answers all with the same bytes", async () => {
  const context = await newWorkspace();
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => note.once(context, { title: "Call Ana" }, "key-1")),
  );
  expect(new Set(answers).size).toBe(1);
  expect(JSON.parse(answers[0] ?? "")).toMatchObject({ title: "Call Ana" });
  expect(await counts(context)).toEqual({ tasks: 1, audits: 1 });
  await note.once(context, { title: "Call Ana" }, "key-2");
  expect(await counts(context)).toEqual({ tasks: 2, audits: 2 });
});

it("takes another input under the same key for a mistake", async () => {
  const context = await newWorkspace();
  await note.once(context, { title: "Call Ana" }, "key");
  await expect(note.once(context, { title: "Call Bo" }, "key")).rejects.toMatchObject({
    code: "conflict",
    details: { status: 422, fields: [{ field: "Idempotency-Key" }] },
  });
  expect(await counts(context)).toMatchObject({ tasks: 1 });
});

it("keeps nothing of what was refused, so the same key can try again", async () => {
  const context = await newWorkspace();
  await expect(note.once(context, { title: "Call Ana", refuse: true }, "key")).rejects.toThrow("Not now");
  expect(await counts(context)).toEqual({ tasks: 0, audits: 0 });
  await note.once(context, { title: "Call Ana" }, "key");
  expect(await counts(context)).toMatchObject({ tasks: 1 });
});

it("knows keys of its own workspace alone, and checks the caller before it answers", async () => {
  const [mine, other] = [await newWorkspace(), await newWorkspace()];
  const answer = await note.once(mine, { title: "Call Ana" }, "key");
  expect(await note.once(other, { title: "Call Bo" }, "key")).not.toBe(answer);
  const stranger: Context = { ...mine, actor: { kind: "api_key", id: newId(), scopes: [] } };
  await expect(note.once(stranger, { title: "Call Ana" }, "key")).rejects.toMatchObject({ code: "forbidden" });
});

it("forgets an answer when it is old", async () => {
  const context = await newWorkspace();
  const answer = await note.once(context, { title: "Call Ana" }, "key");
  await owner.query("update idempotency_key set created_at = now() - interval '25 hours' where workspace_id = $1", [
    context.workspaceId,
  ]);
  await purgeIdempotencyKeys(72);
  expect(await note.once(context, { title: "Call Ana" }, "key")).toBe(answer);
  await purgeIdempotencyKeys(24);
  expect(await note.once(context, { title: "Call Ana" }, "key")).not.toBe(answer);
});

// the embedded database has one backend: no transaction of another can stay open beside this one
it.skipIf(!process.env.TEST_DATABASE_URL)(
  "says that a request is still being worked on instead of waiting for ever",
  async () => {
    const context = await newWorkspace();
    await owner.query("begin");
    await owner.query(
      `insert into idempotency_key (workspace_id, operation, key, fingerprint, created_at)
     values ($1, 'test.note', 'key', 'x', now())`,
      [context.workspaceId],
    );
    const refused = await note.once(context, { title: "Call Ana" }, "key").catch((error: unknown) => error);
    await owner.query("rollback");
    expect(refused).toMatchObject({ code: "conflict", details: { retryAfterSeconds: 5 } });
    await note.once(context, { title: "Call Ana" }, "key");
    expect(await counts(context)).toMatchObject({ tasks: 1 });
  },
);
