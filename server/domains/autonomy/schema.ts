import { z } from "zod";

/** How far an agent may go with an action: watch, propose, act within caps, act. */
export const levelSchema = z.enum(["observe", "suggest", "limited", "full"]);
export type AutonomyLevel = z.output<typeof levelSchema>;

const amountSchema = z.object({
  amountMinor: z.int("must be a whole number of minor units").min(1, "must be more than nothing").max(1_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/, "must be a currency, e.g. EUR"),
});
const countSchema = z.int("must be a whole number").min(1, "must be at least 1").max(10_000, "may be at most 10,000");
const domainSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "must be a domain, e.g. example.com");

/** The caps of a grant: whichever are named hold. They count what ran by itself, not what the operator approved. */
export const capsSchema = z.strictObject({
  /** the most money that one effect may be about */
  perEffect: amountSchema.optional(),
  /** the most money in 24 hours */
  perDay: amountSchema.optional(),
  countPerHour: countSchema.optional(),
  countPerDay: countSchema.optional(),
  /** who may be written to: those the operator has written to before, those of named mail domains, or anyone */
  recipients: z
    .union([
      z.enum(["known", "anyone"]),
      z.strictObject({ domains: z.array(domainSchema).min(1, "name at least one domain").max(50) }),
    ])
    .optional(),
});
export type Caps = z.output<typeof capsSchema>;

/** 0.5..0.999: the share of what runs by itself that has to be right, as the lower end of a 95 % interval. */
const barSchema = z
  .number()
  .min(0.5, "must be at least 50 %")
  .max(0.999, "may be at most 99.9 %: certainty has no evidence");

const clockSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be a time, e.g. 22:00");

/** What holds for every agent and action. Each field is one choice of the operator, with the default that is in force. */
export const policySettingsSchema = z.object({
  /** the precision wanted of what runs by itself, where a grant names none of its own */
  bar: barSchema.default(0.95),
  /** decisions of the operator that there have to be before anything of that kind runs by itself */
  minimumEvidence: z.int().min(5, "must be at least 5").max(1_000, "may be at most 1,000").default(20),
  /** in these hours of the workspace's zone nothing runs by itself; it may go over midnight */
  quietHours: z
    .strictObject({ from: clockSchema, to: clockSchema })
    .refine(({ from, to }) => from !== to, { path: ["to"], message: "must differ from the beginning" })
    .nullable()
    .default(null),
  /** 0..1: the share of what would run by itself that is put to the operator nevertheless, as a check */
  auditShare: z.number().min(0).max(1, "may be at most 100 %").default(0.05),
  /** whoever is written to for the first time is the operator's decision */
  newRecipientAsks: z.boolean().default(true),
  /** the most money in 24 hours over all agents; null sets no limit beside those of the grants */
  budgetPerDay: amountSchema.nullable().default(null),
  /** the highest risk that may run by itself at all, whatever was granted */
  riskMost: z.enum(["read", "internal", "external", "money"]).default("money"),
});
export type PolicySettings = z.output<typeof policySettingsSchema>;

/** A grant as the operator sets it. */
export const grantChoiceSchema = z.strictObject({
  agent: z.string().min(1).max(64),
  action: z.string().min(1).max(64),
  level: levelSchema,
  caps: capsSchema.default({}),
  /** null follows the settings */
  bar: barSchema.nullable().default(null),
});
export type GrantChoice = z.output<typeof grantChoiceSchema>;

/** One square of the matrix: what an agent may do with an action. `revision` is 0 where nothing was ever set. */
export type GrantView = GrantChoice & { revision: number; updatedAt: Date | null };

/** How a level came to be what it is. */
export type ChangeView = {
  id: string;
  agent: string;
  action: string;
  kind: "offered" | "withdrawn" | "accepted" | "declined" | "demoted" | "set";
  fromLevel: AutonomyLevel;
  toLevel: AutonomyLevel;
  reason: string;
  at: Date;
};

/** The policy in force, with every pair of agent and action that could be granted. */
export type AutonomyView = {
  version: string;
  grants: GrantView[];
  settings: PolicySettings;
  timeZone: string;
  currency: string;
};

/** What became of a proposal in fact. */
export type InFact = "by-itself" | "approved" | "edited" | "rejected" | "expired" | "refused" | "open";

/** A proposal that another policy would have answered otherwise. */
export type Difference = {
  id: string;
  title: string;
  agent: string;
  action: string;
  at: Date;
  stake: { amountMinor: number; currency: string } | null;
  before: Verdict;
  after: Verdict;
  /** why the other policy says so */
  explanation: string;
  inFact: InFact;
};
export type Verdict = "execute" | "ask" | "refuse";

/** What another policy would have done to the proposals of the last days. */
export type Simulation = {
  days: number;
  /** proposals that it was asked about */
  known: number;
  /** proposals of which nobody wrote down what the policy was told: nothing is guessed about them */
  unknown: number;
  /** there were more than are looked at: only the newest were */
  cut: boolean;
  before: Record<Verdict, number>;
  after: Record<Verdict, number>;
  /** the newest first, at most 100 */
  differences: Difference[];
  differing: number;
  /** of those that would have run by themselves and did not: what the operator made of them, and the money in them */
  freed: { count: number; inFact: Record<InFact, number>; money: { amountMinor: number; currency: string }[] };
};
