import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareInputs } from "./likeness.ts";
import { alikeFrom, matchUp, type OperatorDeed, type ShadowDeed, sameTarget } from "./match.ts";

const hour = 3_600_000;
const mail = {
  to: "ana@example.com",
  subject: "Re: Website",
  body: "Dear Ana,\n\nthank you. I call on Monday.\n\nMara",
};
const proposed = (change: Partial<ShadowDeed> = {}): ShadowDeed => ({
  ...{ id: "s1", action: "mail.send", input: mail, eventId: null, contactId: "ana", from: 0, until: 48 * hour },
  ...change,
});
const did = (change: Partial<OperatorDeed> = {}): OperatorDeed => ({
  ...{ id: "d1", action: "mail.send", input: mail, eventId: null, contactId: "ana", at: hour },
  ...change,
});

describe("likeness", () => {
  it.each([
    ["the same", mail, mail, 1, 1],
    ["the same but for white space", mail, { ...mail, body: `${mail.body}\n` }, 1, 1],
    ["one word of the text changed", mail, { ...mail, body: mail.body.replace("Monday", "Friday") }, 0.9, 0.999],
    ["another subject", mail, { ...mail, subject: "Your website" }, 0.8, 0.95],
    [
      "another mail to the same",
      mail,
      { ...mail, subject: "Invoice", body: "Please pay what is overdue at once" },
      0.2,
      0.4,
    ],
  ])("of mails: %s", (_, shadow, operator, least, most) => {
    const { likeness } = compareInputs("mail.send", shadow, operator);
    expect(likeness).toBeGreaterThanOrEqual(least);
    expect(likeness).toBeLessThanOrEqual(most);
  });

  it("tells each field that differs, and nothing else", () => {
    const { differences } = compareInputs("mail.send", mail, { ...mail, subject: "Hello" });
    expect(differences).toEqual([{ field: "subject", shadow: "Re: Website", operator: "Hello" }]);
  });

  it("of amounts goes by their ratio, of days by their distance", () => {
    const credit = { invoiceId: "i", amountMinor: 10_000, currency: "EUR", reason: "x" };
    const half = compareInputs("credit-note.issue", credit, { ...credit, amountMinor: 5_000 });
    expect(half.likeness).toBeCloseTo(0.75, 2);
    const task = { title: "Call Ana", dueAt: "2026-03-01" };
    const close = compareInputs("task.create", task, { ...task, dueAt: "2026-03-02T12:00:00.000Z" });
    const far = compareInputs("task.create", task, { ...task, dueAt: "2026-04-01T12:00:00.000Z" });
    expect(close.likeness).toBeGreaterThan(far.likeness);
  });

  it("lies between 0 and 1, is 1 for the same, and the same both ways", () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const input = fc.dictionary(fc.constantFrom("to", "subject", "body", "title", "amountMinor"), value);
    const action = fc.constantFrom("mail.send", "task.create", "other.action");
    fc.assert(
      fc.property(action, input, input, (name, one, other) => {
        const { likeness, differences } = compareInputs(name, one, other);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
        expect(likeness === 1).toBe(differences.length === 0);
        expect(compareInputs(name, one, one).likeness).toBe(1);
        expect(compareInputs(name, other, one).likeness).toBeCloseTo(likeness, 9);
      }),
    );
  });
});

describe("the target", () => {
  it.each([
    ["the same contact", did(), true],
    ["another contact", did({ contactId: "ben", input: { ...mail, to: "ben@example.com" } }), false],
    ["the same address, nobody known", did({ contactId: null, input: { ...mail, to: "ANA@example.com" } }), true],
    ["another action", did({ action: "task.create" }), false],
  ])("%s", (_, deed, same) => expect(sameTarget(proposed(), deed)).toBe(same));

  it("is not the same where both name another invoice, whoever it goes to", () => {
    const about = (invoiceId: string) => ({ ...mail, invoiceId });
    expect(sameTarget(proposed({ input: about("i1") }), did({ input: about("i2") }))).toBe(false);
    expect(sameTarget(proposed({ input: about("i1") }), did({ input: about("i1"), contactId: null }))).toBe(true);
  });
});

describe("pairs", () => {
  it("what is the same, what is similar, and nothing that came too late or is something else", () => {
    expect(matchUp([proposed()], [did()])).toMatchObject([{ outcome: "same", likeness: 1, differences: [] }]);
    const edited = did({ input: { ...mail, body: mail.body.replace("Monday", "Friday") } });
    expect(matchUp([proposed()], [edited])).toMatchObject([{ outcome: "similar", differences: [{ field: "body" }] }]);
    expect(matchUp([proposed()], [did({ at: 48 * hour + 1 })])).toEqual([]);
    expect(matchUp([proposed({ from: 2 * hour })], [did()])).toEqual([]);
    const other = did({ input: { ...mail, subject: "Invoice", body: "Please pay what is overdue at once" } });
    expect(matchUp([proposed()], [other])).toEqual([]);
  });

  it("the most alike first", () => {
    const edited = did({ id: "edited", input: { ...mail, subject: "Hello" } });
    expect(matchUp([proposed()], [edited, did({ id: "exact", at: 5 * hour })])).toMatchObject([{ doneId: "exact" }]);
  });

  it("each once, only in time, only what is alike, whatever the order", () => {
    const body = fc.constantFrom(mail.body, "Dear Ana, thank you. I call on Friday. Mara", "Nothing of the kind");
    const contactId = fc.constantFrom("ana", "ben");
    const shadows = fc.array(
      fc.record({ body, contactId, from: fc.integer({ min: 0, max: 10 }), lasts: fc.integer({ min: 0, max: 10 }) }),
      { maxLength: 8 },
    );
    const deeds = fc.array(fc.record({ body, contactId, at: fc.integer({ min: 0, max: 20 }) }), { maxLength: 8 });
    fc.assert(
      fc.property(shadows, deeds, (given, acts) => {
        const left = given.map(({ body: text, from, lasts, contactId: who }, index) =>
          proposed({
            ...{ id: `s${index}`, contactId: who, from, until: from + lasts },
            input: { ...mail, to: `${who}@example.com`, body: text },
          }),
        );
        const right = acts.map(({ body: text, at, contactId: who }, index) =>
          did({ id: `d${index}`, contactId: who, at, input: { ...mail, to: `${who}@example.com`, body: text } }),
        );
        const pairs = matchUp(left, right);
        expect(new Set(pairs.map((pair) => pair.shadowId)).size).toBe(pairs.length);
        expect(new Set(pairs.map((pair) => pair.doneId)).size).toBe(pairs.length);
        for (const { shadowId, doneId, likeness } of pairs) {
          const shadow = left.find(({ id }) => id === shadowId);
          const deed = right.find(({ id }) => id === doneId);
          expect(deed?.at).toBeGreaterThanOrEqual(shadow?.from ?? Number.NaN);
          expect(deed?.at).toBeLessThanOrEqual(shadow?.until ?? Number.NaN);
          expect(deed?.contactId).toBe(shadow?.contactId);
          expect(likeness).toBeGreaterThanOrEqual(alikeFrom);
        }
        const reversed = matchUp(left.toReversed(), right.toReversed());
        expect(reversed.map(({ shadowId, doneId }) => shadowId + doneId).sort()).toEqual(
          pairs.map(({ shadowId, doneId }) => shadowId + doneId).sort(),
        );
      }),
    );
  });
});
