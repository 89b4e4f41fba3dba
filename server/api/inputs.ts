import { z } from "zod";

/** Names one record. */
export const idInput = z.object({ id: z.uuid() });

/** Where the previous page of a list ended; left out or null for the first. */
export const cursorInput = z.uuid().nullish();

/** The same for a list in order of time: the last row's time and id. */
export const timeCursorInput = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_[0-9a-f-]{36}$/, "is not one that this list gave")
  .refine((text) => !Number.isNaN(Date.parse(text.slice(0, 24))), "is not one that this list gave")
  .refine((text) => z.uuid().safeParse(text.slice(25)).success, "is not one that this list gave")
  .nullish();

/** Whether a database can hold every text in a value: no NUL, no half of a surrogate pair, not too deep. */
export function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === "string") return !value.includes("\0") && value.isWellFormed();
  if (typeof value !== "object" || value === null || value instanceof Date) return true;
  if (depth > 20) return false;
  return Object.entries(value).every(([key, item]) => isStorable(key, depth) && isStorable(item, depth + 1));
}
