import { expect, it } from "vitest";
import { newWorkspace, testClock } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { contextOfApiKey, createApiKey, listApiKeys, revokeApiKey } from "./index.ts";

const make = async (input: Record<string, unknown> = {}) => {
  const context = await newWorkspace();
  const made = await createApiKey.execute(context, { name: "Shop", scopes: ["events:write"], ...input });
  return { context, made };
};

it("shows the key once and keeps its hash", async () => {
  const { context, made } = await make();
  expect(made.key).toMatch(/^adj_live_[\w-]{43}$/);
  const stored = await inWorkspace(context.workspaceId, (tx) => tx.apiKey.findMany());
  expect(JSON.stringify(stored)).not.toContain(made.key);
  const [row] = await listApiKeys.execute(context, undefined);
  expect(row).toEqual({ ...made, key: undefined });
  const audit = await inWorkspace(context.workspaceId, (tx) =>
    tx.auditEntry.findMany({ orderBy: { sequence: "asc" } }),
  );
  expect(audit.map((entry) => entry.action)).toEqual(["apiKey.create"]);
  expect(JSON.stringify(audit)).not.toContain(made.key);
});

it("speaks for its workspace, with its scopes and no others", async () => {
  const { context, made } = await make({ scopes: ["runs:read", "events:read", "runs:read"] });
  const speaking = await contextOfApiKey({ key: made.key, scope: "runs:read" });
  expect(speaking).toMatchObject({
    workspaceId: context.workspaceId,
    actor: { kind: "api_key", id: made.id, scopes: ["events:read", "runs:read"] },
  });
  await expect(contextOfApiKey({ key: made.key, scope: "events:write" })).rejects.toMatchObject({ code: "forbidden" });
});

it("is worth nothing the moment it is revoked", async () => {
  const { context, made } = await make();
  await contextOfApiKey({ key: made.key, scope: "events:write" });
  await revokeApiKey.execute(context, { id: made.id });
  await revokeApiKey.execute(context, { id: made.id });
  await expect(contextOfApiKey({ key: made.key, scope: "events:write" })).rejects.toMatchObject({
    code: "unauthenticated",
  });
  expect(await listApiKeys.execute(context, undefined)).toEqual([]);
  const audit = await inWorkspace(context.workspaceId, (tx) =>
    tx.auditEntry.findMany({ orderBy: { sequence: "asc" } }),
  );
  expect(audit).toHaveLength(2);
});

it("cannot be revoked from another workspace", async () => {
  const { made } = await make();
  const foreign = await newWorkspace();
  await expect(revokeApiKey.execute(foreign, { id: made.id })).rejects.toMatchObject({ code: "not_found" });
  await expect(contextOfApiKey({ key: made.key, scope: "events:write" })).resolves.toBeDefined();
});

it("ends when it says, also while it is cached", async () => {
  const start = new Date();
  const clock = testClock(start);
  const { made } = await make({ expiresAt: new Date(start.getTime() + 3_000) });
  await contextOfApiKey({ key: made.key, scope: "events:write", clock });
  clock.advance(3_000);
  await expect(contextOfApiKey({ key: made.key, scope: "events:write", clock })).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

it("notes its last use, at most once a minute", async () => {
  const { context, made } = await make();
  const clock = testClock("2026-03-01T10:00:00Z");
  const lastUse = async () => (await listApiKeys.execute(context, undefined))[0]?.lastUsedAt?.toISOString() ?? null;
  await contextOfApiKey({ key: made.key, scope: "events:write", clock });
  await expect.poll(lastUse).toBe("2026-03-01T10:00:00.000Z");
  clock.advance(59_000);
  await contextOfApiKey({ key: made.key, scope: "events:write", clock });
  clock.advance(1_000);
  await contextOfApiKey({ key: made.key, scope: "events:write", clock });
  await expect.poll(lastUse).toBe("2026-03-01T10:01:00.000Z");
});

it.each([
  [{ name: "" }, "name"],
  [{ scopes: [] }, "scopes"],
  [{ scopes: ["everything"] }, "scopes.0"],
  [{ expiresAt: new Date(0) }, undefined],
])("refuses %j", async (wrong, field) => {
  const failed = await make(wrong).catch((error) => error);
  expect(failed).toMatchObject({ code: "invalid" });
  expect(failed.details.fields?.[0]?.field).toBe(field);
});
