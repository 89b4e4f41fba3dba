import { describe, expect, it } from "vitest";
import { database } from "./client.ts";
import { newWorkspace, testClock } from "./test-database.ts";
import { inWorkspace } from "./transaction.ts";

describe("the database that tests run on", () => {
  it("shows a workspace its own rows and nothing else", async () => {
    const [ours, theirs] = [await newWorkspace({ name: "Ours" }), await newWorkspace({ name: "Theirs" })];
    const names = await inWorkspace(ours.workspaceId, (tx) => tx.workspace.findMany({ select: { name: true } }));
    expect(names).toEqual([{ name: "Ours" }]);
    const seen = await inWorkspace(ours.workspaceId, (tx) =>
      tx.operator.findUnique({ where: { id: theirs.actor.id } }),
    );
    expect(seen).toBeNull();
  });

  it("logs in as somebody who is neither superuser nor above row-level security", async () => {
    const rows = await database().prisma.$queryRaw<{ plain: boolean }[]>`
      select not (rolsuper or rolbypassrls) as plain from pg_roles where rolname = session_user`;
    expect(rows).toEqual([{ plain: true }]);
    await expect(database().prisma.workspace.findMany()).rejects.toThrow(/permission denied|denied access/i);
  });

  it("has a clock that stands still until it is moved", () => {
    const clock = testClock("2026-03-29T00:30:00Z");
    clock.advance(1_500);
    expect(clock.now().toISOString()).toBe("2026-03-29T00:30:01.500Z");
    clock.set("2026-01-01T00:00:00Z");
    expect(clock.now().toISOString()).toBe("2026-01-01T00:00:00.000Z");
  });
});
