import { describe, expect, it } from "vitest";
import { newestPart } from "./newest-part.ts";

describe("newestPart", () => {
  it.each([
    ["nothing to cut", "Hello\n\nHow are you?", "Hello\n\nHow are you?"],
    ["signature", "Hello\n\n-- \nMarta\nFennel & Rye", "Hello"],
    ["phone", "Yes please.\n\nSent from my iPhone", "Yes please."],
    [
      "answer above",
      "Yes please.\n\nOn Mon, 2 Mar 2026 at 10:00, Ana <ana@x.test> wrote:\n> Shall I?\n> Ana",
      "Yes please.",
    ],
    ["folded attribution", "Yes.\n\nOn Monday, 2 March 2026, Ana Duarte\n<ana@x.test> wrote:\n> Shall I?", "Yes."],
    ["German", "Ja.\n\nAm 02.03.2026 um 10:00 schrieb Ana Duarte:\n> Soll ich?", "Ja."],
    ["Outlook", "Fine.\n\n-----Original Message-----\nFrom: Ana\nSent: Monday\n\nShall I?", "Fine."],
    ["Outlook header", "Fine.\n\nFrom: Ana Duarte <ana@x.test>\nSent: Monday\nTo: Marta\n\nShall I?", "Fine."],
    ["answer below", "On Mon, 2 Mar 2026 at 10:00, Ana wrote:\n> Shall I?\n\nYes, do.\n", "Yes, do."],
    ["between", "Ana wrote on Monday:\n> One?\nYes.\n> Two?\nNo.", "Ana wrote on Monday:\nYes.\nNo."],
    ["only quotes", "> all of it\n> is quoted", "> all of it\n> is quoted"],
    [
      "a sentence that starts like one",
      "On time delivery matters to us.\nRegards",
      "On time delivery matters to us.\nRegards",
    ],
    ["CRLF", "Hello\r\n\r\n-- \r\nMarta", "Hello"],
  ])("%s", (_name, text, expected) => {
    expect(newestPart(text)).toBe(expected);
  });

  it("is quick on long and hostile texts", () => {
    const began = performance.now();
    for (const text of [
      "On ".repeat(100_000),
      "> ".repeat(100_000),
      `On ${"a ".repeat(500)}\n`.repeat(2_000),
      "\n".repeat(200_000),
    ]) {
      newestPart(text);
    }
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
