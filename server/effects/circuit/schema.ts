import { z } from "zod";

/** The breaker of one outside system, as the operator sees it. */
export const circuitViewSchema = z.object({
  /** the system's name, e.g. mail */
  id: z.string(),
  state: z.enum(["closed", "open", "half-open"]),
  /** calls in a row that were not answered */
  failures: z.int(),
  lastError: z.string().nullable(),
  openedAt: z.date().nullable(),
  /** when the next call is let through to see */
  probeAt: z.date().nullable(),
  /** effects that wait for it */
  held: z.int(),
});
/** A breaker, as screens and the API show it. */
export type CircuitView = z.infer<typeof circuitViewSchema>;
