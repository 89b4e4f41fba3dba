import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differencesOf } from "./differences.ts";

const mail = (body: string, subject = "Re: Pricing") => ({
  ...{ kind: "mail" as const, from: "us@harbourlane.test", to: "ana@northwind.example.com", subject, body },
});
const money = (amountMinor: number) => ({
  ...{ kind: "money" as const, heading: "Credit on HL-1", currency: "EUR" },
  rows: [{ label: "Credit", amountMinor, total: true }],
});

describe("what a newer version says otherwise", () => {
  it("names only the paragraphs of a mail that changed", () => {
    const found = differencesOf(
      mail("Hello,\n\nold words.\n\nRegards"),
      mail("Hello,\n\nnew words.\n\nmore.\n\nRegards"),
    );
    expect(found).toEqual([{ field: "Message", before: "old words.", after: "new words.\n\nmore." }]);
  });
  it("tells amounts before and after", () => {
    expect(differencesOf(money(12_000), money(5_000))).toEqual([
      { field: "Credit", before: "€120.00", after: "€50.00" },
    ]);
  });
  it("tells of fields that came and went", () => {
    const record = (rows: { field: string; before: string | null; after: string | null }[]) => ({
      kind: "record" as const,
      heading: "Task",
      rows,
    });
    const found = differencesOf(
      record([{ field: "Due", before: null, after: "2032-03-01" }]),
      record([{ field: "Note", before: null, after: "call" }]),
    );
    expect(found).toEqual([
      { field: "Note", before: null, after: "call" },
      { field: "Due", before: "2032-03-01", after: null },
    ]);
  });
  it("finds nothing between equals, and something between texts that differ", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 8 }).map((parts) => parts.join("\n\n"));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(differencesOf(mail(before), mail(after)).length).toBe(before === after ? 0 : 1);
      }),
    );
  });
});
