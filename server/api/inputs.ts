import { z } from "zod";

/** Names one record. */
export const idInput = z.object({ id: z.uuid() });

/** Where the previous page of a list ended; left out or null for the first. */
export const cursorInput = z.uuid().nullish();
