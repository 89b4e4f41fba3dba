import { z } from "zod";
import { supervisionPolicySchema } from "#server/domains/supervision/schema.ts";
import { type RunFacts, superviseRun } from "#server/policy/index.ts";
import { defineAgent, defineIntent } from "./contract.ts";
import { supervisorMeta } from "./meta.ts";
import { checkBilling, planBilling } from "./supervisor-billing.ts";

const [triageRunMeta, plan, check] = supervisorMeta.intents;
const count = z.int().min(0);

/** What is known of a run, counted by whoever asks. */
const facts = z.object({
  status: z.enum(["queued", "running", "waiting", "succeeded", "failed", "cancelled"]),
  paused: z.boolean(),
  expecting: z.boolean(),
  silentMinutes: count,
  retried: count,
  restarted: count,
  failure: z
    .object({
      code: z
        .enum([
          "invalid",
          "unauthenticated",
          "forbidden",
          "not_found",
          "conflict",
          "limit",
          "precondition",
          "unavailable",
          "internal",
        ])
        .nullable(),
      step: z.string().nullable(),
      message: z.string(),
      same: z.int().min(1),
    })
    .nullable(),
  effects: count,
  onFailure: z.enum(["compensate", "keep"]),
  compensating: z.boolean(),
  repeated: z.object({ step: z.string(), times: count }).nullable(),
  depth: count,
}) satisfies z.ZodType<RunFacts>;

const triageRun = defineIntent({
  purpose: triageRunMeta.purpose,
  input: z.object({ policy: supervisionPolicySchema, facts }),
  offlineMethod: triageRunMeta.offlineMethod,
  decide: async ({ input: { policy, facts } }) => {
    const found = superviseRun(policy, facts);
    return {
      findings: found
        ? [
            { label: "Finding", value: found.finding },
            { label: "Remedy", value: found.remedy },
            { label: "Because", value: found.because },
          ]
        : [{ label: "Finding", value: "nothing is wrong" }],
      proposals: [],
      // a rule over counted facts: there is nothing to guess
      confidence: 1,
      method: found ? `rule: ${found.rule}` : "rule: nothing to do",
    };
  },
});

/** The supervisor. What it decides is carried out by its round, bounded by the same rules. */
export const supervisor = defineAgent({
  name: supervisorMeta.name,
  purpose: supervisorMeta.purpose,
  intents: { [triageRunMeta.name]: triageRun, [plan.name]: planBilling, [check.name]: checkBilling },
  mayPropose: supervisorMeta.actions,
  memory: supervisorMeta.memory,
  budget: { modelCallsPerRun: 0 },
});
