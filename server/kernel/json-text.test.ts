import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maxJsonDepth, parseJsonBytes, storableJson, storableText } from "./json-text.ts";

const nested = (depth: number) => Buffer.from("[".repeat(depth) + "]".repeat(depth));

describe("parseJsonBytes", () => {
  it("takes nesting up to its limit and refuses more, however long", () => {
    expect(parseJsonBytes(nested(maxJsonDepth))).toBeInstanceOf(Array);
    for (const depth of [maxJsonDepth + 1, 100_000, 500_000])
      expect(() => parseJsonBytes(nested(depth))).toThrow("deeper");
    expect(parseJsonBytes(Buffer.from(JSON.stringify("[".repeat(1_000))))).toHaveLength(1_000);
    expect(parseJsonBytes(Buffer.from(JSON.stringify(`\\"${"[".repeat(1_000)}`)))).toContain('"');
  });

  it("refuses what is not UTF-8 or not JSON", () => {
    expect(() => parseJsonBytes(Buffer.from([0x22, 0xff, 0x22]))).toThrow("UTF-8");
    expect(() => parseJsonBytes(Buffer.from("{'a':1}"))).toThrow("JSON");
    expect(parseJsonBytes(Buffer.from("\ufeff{}"))).toEqual({});
  });
});

describe("storableJson", () => {
  it("changes U+0000 and unpaired surrogates and nothing else", () => {
    expect(JSON.parse(storableJson(["\u0000", "\ud800", "\udc00x", "\\u0000", "\\\\ud800", "\ud83d\ude00"]))).toEqual([
      "\ufffd",
      "\ufffd",
      "\ufffdx",
      "\\u0000",
      "\\\\ud800",
      "😀",
    ]);
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value = JSON.parse(text);
        expect(JSON.parse(storableJson(value))).toEqual(
          JSON.parse(JSON.stringify(value).replaceAll("\\u0000", "\ufffd")),
        );
      }),
      { examples: [['{"__proto__":1}']] },
    );
  });
});

describe("storableText", () => {
  it("is well-formed, holds no U+0000 and never exceeds its limit", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 50 }), fc.nat(20), (text, max) => {
        const kept = storableText(`${text}\u0000\ud800`, max);
        expect(kept.isWellFormed()).toBe(true);
        expect(kept).not.toContain("\u0000");
        expect(kept.length).toBeLessThanOrEqual(max);
      }),
    );
  });
});
