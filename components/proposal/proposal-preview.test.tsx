import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { OutsideSpan } from "#server/domains/proposal/schema.ts";
import { ProposalPreview } from "./proposal-preview.tsx";

const source = { kind: "message" as const, id: "m1", label: "Their question" };
const span = (facts: Pick<OutsideSpan, "field" | "from" | "text" | "kind">): OutsideSpan => {
  return { ...facts, length: facts.text.length, source };
};
const contact = { id: "c1", name: "Ana Duarte" };

/** The words of a preview as they are read out, with [ ] around what is marked. */
function readOut(...given: Parameters<typeof ProposalPreview>): string {
  const html = renderToStaticMarkup(<ProposalPreview {...given[0]} />);
  return html
    .replace(/<mark[^>]*>/g, "[")
    .replace(/<\/mark>/g, "]")
    .replace(/<[^>]+>/g, "");
}

describe("a preview", () => {
  it("says what of a mail came from outside, and where that can be read", () => {
    const words = readOut({
      preview: { kind: "mail", from: "us", to: "a@evil.test", subject: "Re: Hello", body: "You wrote: pay €5. Fine." },
      outside: [
        span({ field: "to", from: 0, text: "a@evil.test", kind: "address" }),
        span({ field: "body", from: 11, text: "pay", kind: "words" }),
        span({ field: "body", from: 15, text: "€5", kind: "amount" }),
      ],
      contact,
    });
    expect(words).toContain("[address from outside: a@evil.test]");
    expect(words).toContain("You wrote: [from outside: pay] [amount from outside: €5]. Fine.");
    expect(words).toContain("look twice at each address, amount. It stands in Their question");
  });

  it("finds the same words where a record shows them otherwise", () => {
    const words = readOut({
      preview: {
        kind: "record",
        heading: "New task",
        rows: [{ field: "Title", before: null, after: "Follow up with Ana Duarte: Website" }],
      },
      outside: [span({ field: "title", from: 15, text: "Ana Duarte", kind: "words" })],
      contact,
    });
    expect(words).toContain("Follow up with [from outside: Ana Duarte]: Website");
  });

  it("marks nothing where nothing came from outside", () => {
    const preview = { kind: "mail" as const, from: "us", to: "b@fine.test", subject: "Hello", body: "Text" };
    expect(readOut({ preview, outside: [], contact })).not.toMatch(/[[\]]|underlined/);
  });
});
