import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rightCredit } from "./credit-facts.ts";
import { draftLetter } from "./letter.ts";
import { offerRemedies, remedyOf } from "./registry.ts";
import type { ReviewFacts } from "./remedy.ts";

const effect: ReviewFacts["effects"][number] = {
  effectId: "e1",
  proposalId: "p1",
  action: "credit-note.issue",
  title: "Credit €190.00",
  receipt: "Credit note CN-2026-0001 over €190.00",
  standing: "stands",
  reversible: true,
  reversal: null,
  finishedAt: null,
};
const run: NonNullable<ReviewFacts["run"]> = {
  id: "r1",
  title: "Refund request",
  status: "failed",
  compensation: null,
  tries: 0,
  failedStep: "check-credit",
  firstStep: "gather",
  taint: "outside",
};
const credit: ReviewFacts["credits"][number] = {
  effectId: "e1",
  number: "CN-2026-0001",
  amountMinor: 19_000,
  currency: "EUR",
  invoiceId: "i1",
  invoiceNumber: "INV-2026-0001",
  stands: false,
  right: { invoiceId: "i1", invoiceNumber: "INV-2026-0001", amountMinor: 11_900 },
};
const facts: ReviewFacts = {
  escalation: { id: "x1", title: "Failed", happened: "It failed" },
  run,
  effects: [effect],
  effect: null,
  event: null,
  contact: { id: "c1", name: "Ana Duarte", email: "ana@northwind.example.com" },
  sender: { company: "Harbour Lane", person: "Ines Harbour" },
  credits: [],
};
const ids = (change: Partial<ReviewFacts>) => offerRemedies({ ...facts, ...change }).map(({ id }) => id);
const reversed = { ...effect, standing: "reversed" as const };

describe("what can be done about a review task", () => {
  it.each<[string, Partial<ReviewFacts>, string[]]>([
    ["a failed run that did something", {}, ["run.retry", "run.compensate", "mail.draft", "run.task", "dismiss"]],
    ["a failed run that did nothing", { effects: [] }, ["run.retry", "run.task", "dismiss"]],
    [
      "a run that is being taken back",
      { run: { ...run, compensation: "under-way" } },
      ["mail.draft", "run.task", "dismiss"],
    ],
    [
      "a run that is taken back",
      { run: { ...run, compensation: "done" }, effects: [reversed], credits: [credit] },
      ["credit.correct:e1", "run.replay", "mail.draft", "run.task", "dismiss"],
    ],
    [
      "a run of which something stands for good",
      { run: { ...run, compensation: "partly" }, effects: [{ ...effect, action: "mail.send", reversible: false }] },
      ["mail.draft", "settled.by-hand", "run.task", "dismiss"],
    ],
    [
      "a run that succeeded",
      { run: { ...run, status: "succeeded" } },
      ["effect.reverse:e1", "mail.draft", "run.task", "dismiss"],
    ],
    [
      "an effect of which nobody knows",
      { run: null, effects: [], effect: { id: "e1", proposalId: "p1", status: "unknown", title: "Send" } },
      ["arrived", "send-again", "run.task", "leave"],
    ],
    [
      "an effect that failed",
      { run: null, effects: [], effect: { id: "e1", proposalId: "p1", status: "failed", title: "Send" } },
      ["try-again", "run.task", "leave"],
    ],
    [
      "an event that cannot be read",
      { run: null, effects: [], event: { id: "v1", status: "failed" } },
      ["event.retry", "run.task", "dismiss"],
    ],
    ["something that nobody foresaw", { run: null, effects: [], contact: null }, ["run.task", "dismiss"]],
  ])("%s", (_, change, expected) => {
    expect(ids(change)).toEqual(expected);
  });

  it("is two to five different things, each with a remedy behind it, and the last one closes it", () => {
    const anyEffect = fc.record({
      ...Object.fromEntries(Object.entries(effect).map(([name, value]) => [name, fc.constant(value)])),
      effectId: fc.uuid(),
      action: fc.constantFrom("mail.send", "credit-note.issue", "task.create"),
      standing: fc.constantFrom("stands", "reversed", "unsettled", "kept"),
      reversible: fc.boolean(),
    }) as fc.Arbitrary<typeof effect>;
    const anyFacts = fc.record({
      escalation: fc.constant(facts.escalation),
      run: fc.option(
        fc.record({
          ...Object.fromEntries(Object.entries(run).map(([name, value]) => [name, fc.constant(value)])),
          status: fc.constantFrom("failed", "succeeded", "cancelled", "waiting"),
          compensation: fc.constantFrom(null, "under-way", "done", "partly"),
          firstStep: fc.option(fc.constant("gather")),
        }),
      ) as fc.Arbitrary<ReviewFacts["run"]>,
      effects: fc.array(anyEffect, { maxLength: 5 }),
      effect: fc.option(
        fc.record({
          id: fc.constant("e1"),
          proposalId: fc.constant("p1"),
          status: fc.constantFrom("unknown", "failed", "succeeded"),
          title: fc.constant("Send"),
        }),
      ),
      event: fc.option(fc.record({ id: fc.constant("v1"), status: fc.constantFrom("failed", "normalised") })),
      contact: fc.option(fc.constant(facts.contact)),
      sender: fc.constant(facts.sender),
      credits: fc.array(fc.record({ ...constants(credit), stands: fc.boolean() }) as fc.Arbitrary<typeof credit>, {
        maxLength: 2,
      }),
    }) as fc.Arbitrary<ReviewFacts>;
    fc.assert(
      fc.property(anyFacts, (any) => {
        const options = offerRemedies(any);
        const names = options.map(({ id }) => id);
        expect(new Set(names).size).toBe(names.length);
        for (const id of names) expect(remedyOf(id)).not.toBeNull();
        return names.length >= 2 && names.length <= 5 && ["dismiss", "leave"].includes(names.at(-1) ?? "");
      }),
      { numRuns: 2_000 },
    );
  });
});

function constants(value: object): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, fc.constant(part)]));
}

describe("what should have been credited", () => {
  type Invoice = Parameters<typeof rightCredit>[0]["credited"];
  const invoice = (change: Partial<Invoice>) =>
    ({ id: "i1", number: "INV-1", currency: "EUR", totalMinor: 20_000, creditedMinor: 0, ...change }) as Invoice;
  const credited = invoice({});
  const other = invoice({ id: "i2", number: "INV-2" });
  const wrong = { amountMinor: 19_000, currency: "EUR" };
  const right = (entities: { kind: string; value: string }[]) =>
    rightCredit({ entities, wrong, credited, invoices: [credited, other] });
  const money = (value: string) => ({ kind: "money", value });

  it.each([
    ["the one amount that was asked for", [money("119.00 EUR")], { invoiceId: "i1", amountMinor: 11_900 }],
    [
      "the invoice that was meant",
      [{ kind: "invoice_number", value: "INV-2" }],
      { invoiceId: "i2", amountMinor: 19_000 },
    ],
    ["unknown where two amounts are named", [money("119.00 EUR"), money("20.00 EUR")], null],
    ["unknown in another currency", [money("119.00 USD")], null],
    ["unknown where it is more than the invoice bears", [money("500.00 EUR")], null],
    ["unknown where nothing else is named", [money("190.00 EUR")], null],
  ])("is %s", (_, entities, expected) => {
    if (expected === null) expect(right(entities)).toBeNull();
    else expect(right(entities)).toMatchObject(expected);
  });
});

describe("the draft to the customer", () => {
  it("names our own figures, and holds no line break from a name", () => {
    const { subject, body } = draftLetter({
      ...facts,
      contact: { id: "c1", name: "Ana\r\nBcc: all@example.com", email: "ana@northwind.example.com" },
      credits: [credit],
    });
    expect(subject).toBe("Correction of credit note CN-2026-0001");
    expect(body).toContain("Hello Ana Bcc: all@example.com,");
    expect(body).toContain("over €190.00 for invoice INV-2026-0001 was our mistake. We have taken it back");
    expect(body).toContain("The credit of €119.00 on invoice INV-2026-0001 follows separately.");
  });
});
