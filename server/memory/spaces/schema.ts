import { z } from "zod";
import { knownSchema, scorePartsSchema } from "../recall/schema.ts";

/** One thing that was said, as a caller hands it over. */
export const spaceItemSchema = z.strictObject({
  id: z.string().min(1).max(200).describe("Your id of it: what a search answers"),
  text: z.string().min(1).max(20_000).describe("What was said"),
  speaker: z.string().max(200).nullish().describe("Who said it; `assistant` or `agent` where a machine did"),
  session: z
    .string()
    .max(200)
    .nullish()
    .describe("What it was said in: items of one session, in their order, are neighbours"),
  time: z
    .union([z.string().max(100), z.number()])
    .nullish()
    .describe("When it was said: ISO 8601, milliseconds since 1970, or words"),
});
/** One thing that was said. */
export type SpaceItem = z.output<typeof spaceItemSchema>;

/** A space apart. */
export const spaceSchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.date(),
  items: z.int().describe("Items that can be found"),
});
/** A space apart. */
export type Space = z.infer<typeof spaceSchema>;

/** What became of items that were handed over. */
export const addedSchema = z.object({
  added: z.int().describe("Items that were new"),
  changed: z.int().describe("Items whose text or speaker differed: a new version took the place of the old one"),
  unchanged: z.int().describe("Items that were there already"),
});

/** What a search of a space answers. */
export const spaceHitsSchema = z.object({
  hits: z.array(
    z.object({
      id: z.string().describe("Your id of it"),
      score: z.number(),
      parts: scorePartsSchema.describe("What the score is the sum of"),
      text: z.string(),
    }),
  ),
  known: knownSchema,
});
