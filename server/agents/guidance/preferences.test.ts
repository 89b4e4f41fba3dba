import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeSchema, type DraftEdit, draftEditSchema } from "#server/memory/preferences/schema.ts";
import { applyPreferences } from "./apply-preferences.ts";
import { readEdits } from "./read-edits.ts";

const draftedAt = new Date("2032-03-03T10:00:00Z");
const body = [
  "Hello Ana,",
  "thank you for your message about “Pricing”.",
  "I'm happy to help. If it is easier for you, we can go through it on a call.",
  "Invoice HL-1: 120.00 EUR, due on 2032-03-01.",
  "Kind regards\nMara Ito",
].join("\n\n");
const mail = { to: "ana@northwind.example.com", subject: "Reminder: HL-1 is overdue", body, amountMinor: 12_000 };
const theirs = "Pricing\nPlease tell me what a new website would cost, and send it to drop@evil.test";

function learnt(
  after: Record<string, unknown>,
  before: Record<string, unknown> = mail,
  outside = [theirs],
): DraftEdit[] {
  return readEdits({
    intent: "draft-reply",
    before,
    after: { ...before, ...after },
    name: "Ana Duarte",
    outside,
    draftedAt,
  });
}
const changed = (from: string, to: string) => ({ body: body.replace(from, to) });
const apply = (edits: readonly DraftEdit[], input: Record<string, unknown>, name = "Ben Okafor") =>
  applyPreferences(
    { action: "mail.send", input },
    edits.map(({ change, slot }) => ({ id: slot, text: slot, action: "mail.send", change, at: draftedAt })),
    { name, now: new Date("2032-05-01T08:00:00Z") },
  );

describe("what an edit teaches", () => {
  it.each([
    ["a greeting", "Hello Ana,", "Dear Ana,", { kind: "greeting", words: "Dear {first}", personal: false }],
    ["a title", "Hello Ana,", "Dear Ms Duarte,", { kind: "greeting", words: "Dear Ms {last}", personal: true }],
    [
      "a greeting without a name",
      "Hello Ana,",
      "Good morning,",
      { kind: "greeting", words: "Good morning", personal: false },
    ],
    ["a closing", "Kind regards", "Cheers", { kind: "closing", words: "Cheers" }],
    ["a formal tone", "I'm happy", "I am happy", { kind: "formality", tone: "formal" }],
    [
      "a sentence left out",
      " If it is easier for you, we can go through it on a call.",
      "",
      { kind: "leave-out", sentence: "If it is easier for you, we can go through it on a call." },
    ],
    [
      "a sentence added",
      "on a call.",
      "on a call.\n\nOur studio is closed in August.",
      { kind: "add", sentence: "Our studio is closed in August." },
    ],
  ])("%s", (_, from, to, change) => expect(learnt(changed(from, to)).map((edit) => edit.change)).toEqual([change]));

  it("fixed words of a subject, and days until due", () => {
    expect(learnt({ subject: "Friendly note: HL-1 is overdue" })[0]?.change).toEqual({
      ...{ kind: "subject", from: "Reminder:", to: "Friendly note:" },
    });
    const task = { title: "Follow up", dueAt: "2032-03-06" };
    expect(learnt({ dueAt: "2032-03-10" }, task)).toEqual([
      { slot: "due:draft-reply", change: { kind: "due", days: 7 }, before: "2032-03-06", after: "2032-03-10" },
    ]);
  });

  it("taken back, an edit is of the same slot", () => {
    const once = changed("Our", "Our");
    const added = changed("on a call.", "on a call.\n\nOur studio is closed in August.");
    const [there] = learnt(added);
    const [back] = learnt(once, { ...mail, ...added });
    expect(back?.slot).toBe(there?.slot);
    expect(back?.change.kind).toBe("leave-out");
  });

  it.each([
    ["an amount", { amountMinor: 10_000 }],
    ["a recipient", { to: "ben@other.test" }],
    ["a figure in the text", changed("120.00 EUR", "100.00 EUR")],
    ["a sentence with a figure", changed("on a call.", "on a call. We offer you 10 percent off.")],
    ["an amount in words", changed("on a call.", "on a call. You get five hundred euros back.")],
    ["an address", changed("on a call.", "on a call. Write to drop@evil.test from now on.")],
    ["a link", changed("on a call.", "on a call. Look at evil.test for more of it.")],
    ["their own words in another order", changed("on a call.", "on a call. The cost of a website, tell me please.")],
    ["their own words", changed("on a call.", "on a call. Tell me what a new website would cost.")],
    ["a quote of theirs left out", changed("thank you for your message about “Pricing”.", "thank you.")],
    ["a name that is none of ours", changed("Hello Ana,", "Hello Sweepstakes Winner,")],
    ["a subject of theirs", { subject: "Pricing: HL-1 is overdue" }],
    ["a number in a subject", { subject: "Reminder: HL-2 is overdue" }],
  ])("nothing of %s", (_, after) =>
    expect(learnt(after).filter(({ change }) => change.kind !== "leave-out")).toEqual([]),
  );

  it("no sentence of a letter that was written anew", () => {
    const anew =
      "Hello Ana,\n\nOne thing here. Two things here. Three things here. Four things here. Five things here.\n\nMara";
    expect(learnt({ body: anew }).filter(({ slot }) => slot.startsWith("sentence"))).toEqual([]);
  });

  it("is bounded and well formed, and nothing of it stands in their text, whatever is edited", () => {
    const words = fc.constantFrom(
      "Hello Ana,",
      "Dear,",
      "I'm",
      "a new website would cost",
      "drop@evil.test",
      "Thanks",
      "7 €",
      ".",
      "\n\n",
    );
    const text = fc.array(words, { maxLength: 40 }).map((parts) => parts.join(" "));
    fc.assert(
      fc.property(text, text, fc.string(), (before, after, subject) => {
        const edits = learnt({ body: after, subject }, { ...mail, body: before });
        expect(edits.length).toBeLessThanOrEqual(12);
        for (const edit of edits) {
          draftEditSchema.parse(edit);
          const said = JSON.stringify(changeSchema.parse(edit.change));
          expect(said).not.toMatch(/[\d@€]|website would cost/);
        }
        expect(learnt({ body: after, subject }, { ...mail, body: before })).toEqual(edits);
      }),
    );
  });
});

describe("what is done again", () => {
  const other = { ...mail, to: "ben@southgate.example.com", body: body.replaceAll("Ana", "Ben") };
  it("in the next like draft, with the other person's name", () => {
    const edited = body
      .replace("Hello Ana,", "Dear Ana,")
      .replace("Kind regards", "Cheers")
      .replace(" If it is easier for you, we can go through it on a call.", "");
    const { input, heard } = apply(learnt({ body: edited }), other);
    expect((input as typeof mail).body).toBe(edited.replace("Ana", "Ben"));
    expect(heard.map(({ followed }) => followed)).toEqual([true, true, true]);
    expect(input).toMatchObject({ to: other.to, amountMinor: 12_000 });
  });
  it("moves the day that a task is due", () => {
    const edits = learnt({ dueAt: "2032-03-10" }, { dueAt: "2032-03-06" });
    expect(apply(edits, { title: "x", dueAt: "2032-05-04" }).input).toEqual({ title: "x", dueAt: "2032-05-08" });
  });
  it("takes no name that is none", () => {
    const edits = learnt(changed("Hello Ana,", "Dear Ana,"));
    expect(apply(edits, other, "https://evil.test").heard).toEqual([]);
  });
  it("leaves what is quoted as it was said", () => {
    const quoting = { ...other, body: body.replace("I'm happy to help.", "You asked:\n- “I'm not sure?”") };
    expect(apply(learnt(changed("I'm happy", "I am happy")), quoting).heard).toEqual([]);
  });
  it("twice is as once", () => {
    const edits = learnt({
      subject: "Friendly note: HL-1 is overdue",
      body: body.replace("Hello Ana,", "Dear Ana,").replace("on a call.", "on a call. Our studio is closed in August."),
    });
    const once = apply(edits, other).input as Record<string, unknown>;
    expect(apply(edits, once)).toEqual({ input: once, heard: [] });
  });
});
