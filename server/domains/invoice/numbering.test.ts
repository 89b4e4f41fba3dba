import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newWorkspace, testClock } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { formatNumber, nextNumber } from "./next-number.ts";

const year = 2026;
const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => formatNumber("invoice", year, index + 1));

describe("numbers without gaps", () => {
  it("gives every issuer its own, whoever else issues or rolls back at the same time", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }), async (commits) => {
        const context = await newWorkspace({ clock: testClock("2026-06-01T12:00:00Z") });
        const taken = await Promise.allSettled(
          commits.map((commit) =>
            inWorkspace(context.workspaceId, async (tx) => {
              const number = await nextNumber({ tx, context }, "invoice");
              if (!commit) throw new Error("changed its mind");
              return number;
            }),
          ),
        );
        const kept = taken.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
        expect(kept.sort()).toEqual(numbers(commits.filter(Boolean).length));
      }),
      { numRuns: process.env.TEST_DATABASE_URL ? 15 : 5 },
    );
  }, 120_000);

  it("counts invoices and credit notes apart, and each workspace for itself", async () => {
    const [one, other] = [await newWorkspace({ clock: testClock("2026-06-01T12:00:00Z") }), await newWorkspace()];
    const next = (context: typeof one, kind: "invoice" | "credit_note") =>
      inWorkspace(context.workspaceId, (tx) => nextNumber({ tx, context }, kind));
    expect([await next(one, "invoice"), await next(one, "invoice"), await next(one, "credit_note")]).toEqual([
      "INV-2026-0001",
      "INV-2026-0002",
      "CN-2026-0001",
    ]);
    expect(await next(other, "invoice")).toMatch(/-0001$/);
  });

  it("starts anew with the workspace's own new year", async () => {
    const clock = testClock("2026-12-31T23:30:00Z");
    const context = await newWorkspace({ clock });
    const next = () => inWorkspace(context.workspaceId, (tx) => nextNumber({ tx, context }, "invoice"));
    expect(await next()).toBe("INV-2026-0001");
    const where = { id: context.workspaceId };
    await inWorkspace(context.workspaceId, (tx) => tx.workspace.update({ where, data: { timeZone: "Europe/Lisbon" } }));
    expect(await next()).toBe("INV-2026-0002");
    await inWorkspace(context.workspaceId, (tx) => tx.workspace.update({ where, data: { timeZone: "Europe/Berlin" } }));
    expect(await next()).toBe("INV-2027-0001");
  });
});
