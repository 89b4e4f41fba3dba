import { z } from "zod";
import { evidenceSchema } from "#server/domains/proposal/schema.ts";

/** A review task: what happened, what was already done, and the options, each of which does one concrete thing. */
export const escalationSchema = z.object({
  id: z.string(),
  title: z.string(),
  happened: z.string(),
  done: z.string(),
  options: z.array(z.object({ id: z.string(), label: z.string(), description: z.string() })),
  status: z.enum(["open", "resolved"]),
  resolution: z.string().nullable(),
  runId: z.string().nullable(),
  createdAt: z.date(),
});

/** One thing that was done about it, told from the log and the ledger. */
const doneItemSchema = z.object({
  /** `stands`: it was done and is not taken back; `unknown`: nobody knows whether it happened */
  state: z.enum(["done", "reversed", "stands", "unknown", "failed"]),
  text: z.string(),
  detail: z.string().nullable(),
  at: z.date().nullable(),
});
export type DoneItem = z.infer<typeof doneItemSchema>;

/** A review task as its page shows it; options are those that hold at this moment. */
export const reviewTaskSchema = escalationSchema.extend({
  evidence: z.array(evidenceSchema),
  items: z.array(doneItemSchema),
  contact: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** how it was resolved; null while it is open */
  decision: z.object({ option: z.string(), by: z.string(), note: z.string().nullable(), at: z.date() }).nullable(),
});
export type ReviewTask = z.infer<typeof reviewTaskSchema>;
