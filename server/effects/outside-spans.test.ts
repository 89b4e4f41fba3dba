import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type OutsideText, outsideSpans } from "./outside-spans.ts";

const from = (text: string): OutsideText => ({ text, source: { kind: "message", id: "m1", label: "Their mail" } });
const cut = (input: Record<string, string>, texts: OutsideText[]) =>
  outsideSpans(input, texts).map(({ field, from: at, length, kind }) => [
    field,
    kind,
    input[field]?.slice(at, at + length),
  ]);

describe("what of an input came from outside", () => {
  it("is found word for word, whatever the spaces and capitals", () => {
    const mail = from("Please pay the\nremaining amount to our new account today.");
    expect(cut({ body: "You write: pay THE remaining amount to our new account. Is that right?" }, [mail])).toEqual([
      ["body", "words", "pay THE remaining amount to our new account"],
    ]);
  });

  it("names links, addresses, accounts and amounts, however short", () => {
    const mail = from("Pay € 90 to DE89 3704 0044 0532 0130 00 via https://evil.test/x or write to a@evil.test.");
    const body =
      "It is €90, account DE89370400440532013000, see https://evil.test/x. Mail a@evil.test, ours: b@fine.test";
    expect(cut({ body }, [mail])).toEqual([
      ["body", "amount", "€90"],
      ["body", "account", "DE89370400440532013000"],
      ["body", "link", "https://evil.test/x"],
      ["body", "address", "a@evil.test"],
    ]);
  });

  it("finds a short text whole, such as a name, and leaves ids alone", () => {
    expect(cut({ title: "Follow up with Ana Duarte", contactId: "Ana Duarte" }, [from("Ana Duarte")])).toEqual([
      ["title", "words", "Ana Duarte"],
    ]);
  });

  it("says nothing of what is ours", () => {
    expect(cut({ body: "Thank you for your message. Kind regards" }, [from("Do you build websites?")])).toEqual([]);
  });

  it("never overlaps, stays within the field, and marks only what stands in the source", () => {
    const words = fc.array(
      fc.constantFrom("pay", "now", "€5", "a@b.test", "https://x.test/1", "the account", "ß", "😀"),
    );
    fc.assert(
      fc.property(words, words, (one, two) => {
        const [body, text] = [one.join(" "), two.join(" ")];
        let end = 0;
        for (const span of outsideSpans({ body }, [from(text)])) {
          expect(span.from).toBeGreaterThanOrEqual(end);
          end = span.from + span.length;
          expect(end).toBeLessThanOrEqual(body.length);
          const piece = body.slice(span.from, end).toLowerCase().replace(/\s/gu, "");
          expect(text.toLowerCase().replace(/\s/gu, "")).toContain(piece);
        }
      }),
    );
  });
});
