import { z } from "zod";

/** What a score is made of where it comes from words: these numbers sum to it. */
export const scorePartsSchema = z.object({
  terms: z
    .array(z.object({ term: z.string(), weight: z.number() }))
    .describe("What each of the question's terms gave where the item itself holds it"),
  typo: z.number().describe("Terms that a misspelt word may have meant"),
  neighbours: z.number().describe("The question's terms where they stand beside the item"),
  smoothing: z.number().describe("Good items beside it and in its conversation"),
});
/** What a score is made of where it comes from words. */
export type ScoreParts = z.infer<typeof scorePartsSchema>;

/** Whether anything relevant is stored. */
export const knownSchema = z.object({
  relevant: z.boolean(),
  score: z.number().describe("How sure that is, 0 to 1"),
  why: z.string(),
});
/** Whether anything relevant is stored, with how sure that is. */
export type Known = z.infer<typeof knownSchema>;

/** One recalled item, with why it came up. */
export const recalledItemSchema = z.object({
  id: z.string(),
  version: z.int(),
  tier: z.string(),
  kind: z.string(),
  text: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  taint: z.string(),
  score: z.number(),
  parts: scorePartsSchema
    .extend({
      recency: z.number().describe("Newer items of like words come first"),
      subject: z
        .number()
        .describe("What is about the one that it is asked about comes before what is about the company"),
    })
    .describe("What the score is the sum of"),
  why: z.string().describe("The same in words"),
});
/** One recalled item, with why it came up. */
export type RecalledItem = z.infer<typeof recalledItemSchema>;
