import fc from "fast-check";
import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";
import { bareAddress, composeMail, messageIdOf } from "./compose.ts";

const parts = {
  from: "Harbour Lane <hello@harbourlane.test>",
  to: "ben@example.com",
  subject: "Your refund",
  body: "Hello Ben",
  messageId: "<1@harbourlane.test>",
  date: new Date("2026-03-02T09:00:00Z"),
};

describe("the bytes of a mail", () => {
  it("are the same for the same parts", async () => {
    expect(await composeMail(parts)).toBe(await composeMail(parts));
  });

  it("carry what an answer needs to be seen as one", async () => {
    const raw = await composeMail({
      ...parts,
      inReplyTo: "<q@example.com>",
      references: ["<p@example.com>", "<q@example.com>"],
    });
    const parsed = await simpleParser(raw);
    expect(parsed).toMatchObject({ inReplyTo: "<q@example.com>", references: ["<p@example.com>", "<q@example.com>"] });
    expect(parsed.date?.toISOString()).toBe("2026-03-02T09:00:00.000Z");
  });

  it("have CRLF line ends, short lines and plain ASCII, whatever is written", async () => {
    const raw = await composeMail({ ...parts, subject: "Grüße ".repeat(40), body: "ä".repeat(5_000) });
    expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(raw).toMatch(/^[\x20-\x7e\r\n\t]*$/);
    expect(Math.max(...raw.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  it("say exactly what was written", async () => {
    const text = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 300 })
      .filter((value) => !/\p{Cc}/u.test(value));
    await fc.assert(
      fc.asyncProperty(text, fc.array(text, { minLength: 1, maxLength: 5 }), async (subject, lines) => {
        const body = lines.join("\n").trim();
        fc.pre(body.length > 0 && subject.trim().length > 0);
        const parsed = await simpleParser(await composeMail({ ...parts, subject: subject.trim(), body }));
        expect(parsed.text?.trim().normalize()).toBe(body.normalize());
      }),
      { numRuns: 100 },
    );
  });

  it("have one Message-ID per key, at the sender's domain", () => {
    expect(messageIdOf("ab".repeat(32), parts.from)).toBe(`<${"ab".repeat(20)}@harbourlane.test>`);
    expect(bareAddress("hello@harbourlane.test")).toBe("hello@harbourlane.test");
  });
});
