import { z } from "zod";

/** What the supervisor may do by itself, and when. Each field is one number or choice that the operator can change. */
export const supervisionPolicySchema = z.object({
  /** automatic retries of a failed run, from its failed step; only for faults that may pass */
  retries: z.int().min(0).max(5).default(1),
  /** a running run without a word in its log for this many minutes is stuck */
  stuckMinutes: z.int().min(1).max(1_440).default(10),
  /** automatic restarts of a stuck run */
  restarts: z.int().min(0).max(5).default(2),
  /** a run that failed this often at the same step with the same words makes no progress: it is not tried again */
  sameFailures: z.int().min(2).max(10).default(3),
  /** a step that was done more often than this within one try loops */
  repeats: z.int().min(2).max(1_000).default(50),
  /** runs of one workflow that started one another about the same subject: more than this is a loop */
  depth: z.int().min(1).max(50).default(5),
  /** reversals of what a failed run did to our own records: carried out without asking, or proposed */
  reversals: z.enum(["at-once", "ask"]).default("at-once"),
  /** failures in a row after which calls of an outside system are held */
  breakerFailures: z.int().min(1).max(100).default(5),
  /** seconds until one call is let through to see whether it answers again; doubles with each failure, up to an hour */
  probeSeconds: z.int().min(1).max(3_600).default(30),
});

/** A workspace's policy of supervision. */
export type SupervisionPolicy = z.output<typeof supervisionPolicySchema>;

export const findingSchema = z.enum(["failed", "stuck", "over-sla", "looping", "no-progress", "poison", "circuit"]);
export const remedySchema = z.enum([
  "retry",
  "restart",
  "compensate",
  "escalate",
  "stop",
  "notify",
  "open-circuit",
  "close-circuit",
  "dead-letter",
]);

/** What the supervisor found, what it did about it, and why. */
export const supervisionViewSchema = z.object({
  id: z.string(),
  at: z.date(),
  /** run:<id> | deadline:<run>:<path> | circuit:<system> | event:<id> | outbox:<id> */
  subject: z.string(),
  finding: findingSchema,
  remedy: remedySchema,
  /** the rule of the policy that chose the remedy */
  rule: z.string(),
  /** the evidence, in one or two sentences */
  because: z.string(),
  /** what came of it; null while it is under way */
  outcome: z.string().nullable(),
  run: z.object({ id: z.string(), title: z.string() }).nullable(),
});
export type SupervisionView = z.output<typeof supervisionViewSchema>;
