import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { type Policy, type PolicyFacts, policyOf, simulate } from "#server/policy/index.ts";
import { inFactOf } from "./in-fact.ts";
import { readPolicy } from "./read-policy.ts";
import { type Answered, reportOf } from "./report-simulation.ts";
import {
  type GrantChoice,
  grantChoiceSchema,
  type PolicySettings,
  policySettingsSchema,
  type Simulation,
} from "./schema.ts";

const day = 86_400_000;
/** Most proposals that are looked at: the newest. */
const most = 10_000;

/** The policy in force with the operator's draft in it. */
function withDraft(policy: Policy, draft: { grant?: GrantChoice; settings?: PolicySettings }): Policy {
  const { grant } = draft;
  const others = policy.grants.filter((one) => one.agent !== grant?.agent || one.action !== grant.action);
  return policyOf({
    grants: grant ? [...others, grant] : policy.grants,
    settings: draft.settings ?? policy.settings,
  });
}

/**
 * What a change of the policy would have done to the proposals of the last days. Asks the draft what the policy was asked
 * then, with what it was told then; where nobody wrote that down, the proposal counts as not known.
 */
export const simulatePolicy = defineQuery({
  name: "autonomy.simulate",
  input: z.strictObject({
    grant: grantChoiceSchema.optional(),
    settings: policySettingsSchema.strict().optional(),
    days: z.int().min(1).max(90).default(90),
    /** ask as if the workflows that were at the stage “assisted” had been autonomous */
    rolledOut: z.boolean().default(true),
  }),
  access: ["operator"],
  run: async ({ tx, context }, { days, rolledOut, ...draft }): Promise<Simulation> => {
    const policy = withDraft(await readPolicy({ tx, context }), draft);
    const since = new Date(context.clock.now().getTime() - days * day);
    const rows = await tx.proposal.findMany({
      where: { createdAt: { gte: since }, status: { not: "shadow" } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: most,
      select: {
        id: true,
        title: true,
        agent: true,
        action: true,
        status: true,
        replacedById: true,
        policy: true,
        policyFacts: true,
        stakeMinor: true,
        stakeCurrency: true,
        createdAt: true,
      },
    });
    // what an edit or a refresh made of a proposal is the same proposal: it was asked about once
    const successors = new Set(rows.map((row) => row.replacedById));
    const first = rows.filter((row) => !successors.has(row.id));
    const told = first.filter((row) => row.policyFacts !== null);
    const answers = simulate(
      policy,
      // safe cast: written by this system only, from the type
      told.map((row) => ({ at: row.createdAt.getTime(), facts: row.policyFacts as unknown as PolicyFacts, of: row })),
      { rolledOut },
    );
    const inFact = await inFactOf(tx, rows);
    const answered = answers.map(({ of, decision }): Answered => ({ row: of, decision, inFact: inFact(of) }));
    return { ...reportOf(answered), days, unknown: first.length - told.length, cut: rows.length === most };
  },
});
