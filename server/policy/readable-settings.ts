import type { z } from "zod";

/** Settings from what is stored: each field that is missing or not readable has its default, and none makes another fail. */
export function readableSettings<S extends z.ZodRawShape>(
  schema: z.ZodObject<S>,
  stored: unknown,
): z.output<z.ZodObject<S>> {
  const kept = (typeof stored === "object" && stored !== null ? stored : {}) as Record<string, unknown>;
  const fields = Object.entries(schema.shape) as [string, z.ZodType][];
  const readable = fields.filter(([field, { safeParse }]) => safeParse(kept[field]).success);
  return schema.parse(Object.fromEntries(readable.map(([field]) => [field, kept[field]])));
}
