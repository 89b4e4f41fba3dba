import { describe, expect, it } from "vitest";
import { dayOf } from "./follow-date.ts";
import { readWishes } from "./read-wishes.ts";
import { redo } from "./redo.ts";

const now = new Date("2032-03-03T10:00:00Z");
const body = [
  "Hello Ana,",
  "thank you for your message about “Pricing”.",
  "To answer properly, I would like to know:\n- What should be different?\n- When would you like to start?\n- Is there a budget?",
  "Invoice HL-1: 120.00 EUR, due on 2032-03-01.",
  "If it is easier for you, we can go through it on a call of twenty minutes: send me two times that suit you.",
  "Kind regards\nMara Ito",
].join("\n\n");
const mail = { to: "ana@northwind.example.com", subject: "Re: Pricing", body };

const ask = (text: string, input: Record<string, unknown> = mail) =>
  redo(input, [{ text, at: null, memoryId: null }], now);

describe("what the operator asks for", () => {
  it.each([
    ["Make it shorter, please.", ["shorter"]],
    ["shorter and do not offer a call", ["shorter", "call"]],
    ["Too long; more formal", ["shorter", "formal"]],
    ['Leave out “I, you and me. Really.” and add "See you, soon"', ["leave-out", "add"]],
    ["Greet in German", ["greeting"]],
    ["Ask whether they have a van", ["unknown"]],
    ["not shorter", ["unknown"]],
    ["due on Friday", ["due"]],
    ["for 50 EUR", ["amount"]],
  ])("%s", (text, kinds) => expect(readWishes(text).map((wish) => wish.kind)).toEqual(kinds));
});

describe("a mail made anew", () => {
  it("is shorter, and keeps its figures, greeting and closing", () => {
    const { input, heard } = ask("shorter");
    const text = String(input.body);
    expect(text.length).toBeLessThan(body.length);
    expect(text).toContain("Invoice HL-1: 120.00 EUR, due on 2032-03-01.");
    expect(text.startsWith("Hello Ana,")).toBe(true);
    expect(text.endsWith("Kind regards\nMara Ito")).toBe(true);
    expect(heard).toEqual([expect.objectContaining({ said: "shorter", followed: true })]);
  });
  it.each([
    ["more formal", /^Dear Ana,[\s\S]*Yours sincerely\nMara Ito$/],
    ["warmer", /^Hi Ana,[\s\S]*I hope you are well\.\n\nWarm regards\nMara Ito$/],
    ["longer", /more detail on any of this/],
    ['add "We are closed in May"', /We are closed in May\.\n\nKind regards/],
    ['greet her with "Dear Ms Duarte"', /^Dear Ms Duarte,/],
    ["greet in German", /^Guten Tag Ana,/],
  ])("%s", (text, expected) => expect(ask(text).input.body).toMatch(expected));
  it("offers no call, or one", () => {
    const without = ask("do not offer a call").input;
    expect(without.body).not.toMatch(/call/);
    expect(ask("offer a call", without).input.body).toMatch(/on a call/);
  });
  it("leaves a sentence out, and says where there is none", () => {
    expect(ask("leave out “thank you for your message”").input.body).not.toMatch(/thank you/);
    const { input, heard } = ask("leave out “our prices”");
    expect(input).toEqual(mail);
    expect(heard[0]).toMatchObject({ followed: false, note: "the draft does not say “our prices”" });
  });
  it("never pretends: what it cannot do changes nothing and is said", () => {
    const { input, heard } = ask("Ask whether they have a van, and shorter");
    expect(input.body).not.toMatch(/van/);
    expect(heard.map((part) => [part.said, part.followed])).toEqual([
      ["Ask whether they have a van", false],
      ["shorter", true],
    ]);
  });
  it("is never empty", () => {
    const short = { ...mail, body: "Hello,\n\nthanks.\n\nKind regards\nMara" };
    expect(ask("leave out “thanks”", short).input).toEqual(short);
    expect(ask("shorter", short).heard[0]?.followed).toBe(false);
  });
});

describe("dates and amounts", () => {
  it.each([
    ["friday", "2032-03-05"],
    ["wednesday", "2032-03-10"],
    ["tomorrow", "2032-03-04"],
    ["in 2 weeks", "2032-03-17"],
    ["3 march", "2032-03-03"],
    ["1st of march", "2033-03-01"],
    ["31 february", null],
    ["when they are ready", null],
  ])("%s", (words, expected) => expect(dayOf(words, now)).toBe(expected));
  it("moves a date and an amount that the draft has", () => {
    expect(ask("due on Friday", { title: "Call", dueAt: "2032-03-06" }).input.dueAt).toBe("2032-03-05");
    expect(ask("for 50 EUR", { amountMinor: 12_000, currency: "EUR" }).input.amountMinor).toBe(5_000);
  });
  it("says where the draft has none, or another currency", () => {
    expect(ask("due on Friday").heard[0]).toMatchObject({ followed: false });
    expect(ask("for 50 USD", { amountMinor: 12_000, currency: "EUR" }).heard[0]).toMatchObject({
      followed: false,
      note: "its amount is in EUR",
    });
  });
});
