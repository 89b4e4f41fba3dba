import { describe, expect, it } from "vitest";
import { appendAudit } from "#server/commands/audit.ts";
import type { Change } from "#server/commands/live.ts";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { getWorkspaceSettings, updateWorkspace, watchChanges } from "./index.ts";
import { settingsChangeSchema } from "./rules.ts";

describe("settings", () => {
  it("change by the fields that are given, with what they were before in the audit trail", async () => {
    const context = await newWorkspace({ name: "Harbour Lane" });
    const mailFrom = "Harbour Lane <hello@harbourlane.test>";
    await updateWorkspace.execute(context, { name: " Quay Street ", mailFrom, undoSeconds: 45 });
    expect(await getWorkspaceSettings.execute(context, undefined)).toMatchObject({
      name: "Quay Street",
      timeZone: "UTC",
      currency: "EUR",
      mailFrom,
      undoSeconds: 45,
    });
    const audit = await inWorkspace(context.workspaceId, (tx) =>
      tx.auditEntry.findMany({ orderBy: { sequence: "asc" } }),
    );
    expect(audit.map(({ action, data }) => ({ action, data }))).toEqual([
      {
        action: "workspace.update",
        data: {
          name: { before: "Harbour Lane", after: "Quay Street" },
          mailFrom: { before: null, after: mailFrom },
          undoSeconds: { before: 30, after: 45 },
        },
      },
    ]);
  });

  it("write nothing when nothing changes", async () => {
    const context = await newWorkspace({ name: "Harbour Lane" });
    await updateWorkspace.execute(context, { name: "Harbour Lane" });
    expect(await inWorkspace(context.workspaceId, (tx) => tx.auditEntry.count())).toBe(0);
  });

  it.each([
    { name: "" },
    { timeZone: "Atlantis/Centre" },
    { currency: "XXQ" },
    { undoSeconds: -1 },
    { mailFrom: "nobody" },
    { mailFrom: "Ana <ana@example.com>\r\nBcc: all@example.com" },
    { mailFrom: "Ana <ana@example.com>, Bea <bea@example.com>" },
  ])("refuse %j", (change) => {
    expect(settingsChangeSchema.safeParse(change).success).toBe(false);
  });
});

describe("watchChanges", () => {
  const watch = (context: TestContext, options: { isAllowed?: () => Promise<boolean>; pollMs?: number } = {}) => {
    const stop = new AbortController();
    const changes = watchChanges({
      workspaceId: context.workspaceId,
      signal: stop.signal,
      isAllowed: options.isAllowed ?? (async () => true),
      checkMs: 10_000,
      ...(options.pollMs ? { pollMs: options.pollMs } : {}),
    });
    return { changes, stop };
  };

  it("gathers what happens while its reader is busy", async () => {
    const context = await newWorkspace();
    const { changes, stop } = watch(context);
    const first = changes.next();
    await updateWorkspace.execute(context, { undoSeconds: 1 });
    expect((await first).value).toEqual([{ topic: "workspace", id: context.workspaceId }]);
    await updateWorkspace.execute(context, { undoSeconds: 2 });
    await updateWorkspace.execute(context, { undoSeconds: 3 });
    expect((await changes.next()).value).toHaveLength(1);
    stop.abort();
    expect((await changes.next()).done).toBe(true);
  });

  it("notices what another process committed", async () => {
    const context = await newWorkspace();
    const { changes, stop } = watch(context, { pollMs: 20 });
    const next = changes.next();
    // read the marker first: only what comes after it is a change
    const other = await inWorkspace(context.workspaceId, (tx) => tx.auditHead.findFirst());
    expect(other).toBeNull();
    let seen: Change[] | undefined;
    void next.then(({ value }) => {
      seen = value ?? undefined;
    });
    for (let index = 0; !seen && index < 200; index += 1) {
      await inWorkspace(context.workspaceId, (tx) =>
        appendAudit(tx, context, { action: "task.create", subject: { kind: "task", id: "one" } }),
      );
    }
    expect(await next).toMatchObject({ value: [{ topic: "task", id: "one" }] });
    stop.abort();
  });

  it("ends when access ends", async () => {
    const context = await newWorkspace();
    let allowed = true;
    const { changes } = watch(context, { isAllowed: async () => allowed, pollMs: 5_000 });
    const next = changes.next();
    allowed = false;
    const { announceChanges } = await import("#server/commands/live.ts");
    const tell = setInterval(() => announceChanges(context.workspaceId, [{ topic: "access", id: "x" }]), 10);
    expect((await next).done).toBe(true);
    clearInterval(tell);
  });
});
