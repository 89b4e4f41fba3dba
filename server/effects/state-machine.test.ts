import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newBusiness, rowsOf } from "./test-business.ts";
import { type Model, modelled, type Operation, operate } from "./test-ledger-model.ts";

const steps: Operation["kind"][] = ["propose", "approve", "approve", "execute", "execute", "execute", "wait", "wait"];
const others: Operation["kind"][] = ["reject", "edit", "undo", "expire", "alter", "pay", "pause", "reconcile"];
const operation: fc.Arbitrary<Operation> = fc.record({
  kind: fc.constantFrom(...steps, ...others),
  which: fc.nat(2),
  seconds: fc.constantFrom(1, 9, 11, 1800, 3700),
});

describe("proposals, approvals and effects against a model in memory", () => {
  it("agree after any sequence of operations", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 10, maxLength: 60, size: "max" }), async (sequence) => {
        const business = await newBusiness({ undoSeconds: modelled.undoMs / 1000 });
        const now = business.clock.now().getTime();
        const model: Model = { now, paused: false, invoiceVersion: 1, credited: 0, notes: 0, proposals: [] };
        for (const one of sequence) await operate(business, model, one);
        const rows = await rowsOf(business, async (tx) => ({
          proposals: await tx.proposal.findMany({ select: { id: true, status: true } }),
          invoice: await tx.invoice.findUniqueOrThrow({ where: { id: business.invoiceId } }),
          numbers: await tx.creditNote.findMany({ orderBy: { number: "asc" }, select: { number: true } }),
          succeeded: await tx.effect.count({ where: { status: "succeeded" } }),
          open: await tx.effect.count({ where: { status: { in: ["intended", "calling"] } } }),
        }));
        const statusesOf = (proposals: { id: string; status: string }[]) =>
          Object.fromEntries(proposals.map(({ id, status }) => [id, status]));
        expect(statusesOf(rows.proposals)).toEqual(statusesOf(model.proposals));
        expect(rows.invoice).toMatchObject({ creditedMinor: model.credited, version: model.invoiceVersion });
        expect(rows.invoice.creditedMinor).toBeLessThanOrEqual(rows.invoice.totalMinor);
        expect(rows.numbers.map((row) => row.number)).toEqual(
          Array.from({ length: model.notes }, (_, index) => `CN-2026-${String(index + 1).padStart(4, "0")}`),
        );
        expect([rows.succeeded, rows.open]).toEqual([model.notes, 0]);
      }),
      {
        numRuns: Number(process.env.MODEL_RUNS ?? 25),
        seed: Number(process.env.MODEL_SEED ?? 20260302),
        endOnFailure: true,
      },
    );
  }, 600_000);
});
