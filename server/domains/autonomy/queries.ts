import { z } from "zod";
import { agentMetas } from "#server/agents/meta.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { readPolicy } from "./read-policy.ts";
import { type AutonomyView, type ChangeView, levelSchema } from "./schema.ts";

/** The policy in force: every pair of agent and action that an agent's declaration names, and the settings. */
export const readAutonomy = defineQuery({
  name: "autonomy.get",
  input: z.object({}).nullish(),
  access: ["operator"],
  run: async ({ tx, context }): Promise<AutonomyView> => {
    const policy = await readPolicy({ tx, context });
    const workspace = await tx.workspace.findUniqueOrThrow({
      where: { id: context.workspaceId },
      select: { timeZone: true, currency: true },
    });
    const rows = await tx.autonomyGrant.findMany({
      select: { agent: true, action: true, revision: true, updatedAt: true },
    });
    const pairs = agentMetas.flatMap((meta) => meta.actions.map((action) => ({ agent: meta.name, action })));
    const grants = pairs.map(({ agent, action }) => {
      const row = rows.find((one) => one.agent === agent && one.action === action);
      const grant = policy.grants.find((one) => one.agent === agent && one.action === action);
      const { level, caps, bar } = grant ?? { level: "suggest" as const, caps: {}, bar: null };
      return { agent, action, level, caps, bar, revision: row?.revision ?? 0, updatedAt: row?.updatedAt ?? null };
    });
    return { version: policy.version, grants, settings: policy.settings, ...workspace };
  },
});

/** The version of the policy in force, for whoever writes down what a decision was made from. */
export const policyVersion = defineQuery({
  name: "autonomy.version",
  input: z.object({}).nullish(),
  access: ["system", "agent"],
  run: async (scope): Promise<string> => (await readPolicy(scope)).version,
});

/** How the levels came to be what they are, the newest first. */
export const listChanges = defineQuery({
  name: "autonomy.changes",
  input: z.object({ limit: z.int().min(1).max(100).default(30) }),
  access: ["operator"],
  run: async ({ tx }, { limit }): Promise<ChangeView[]> => {
    const rows = await tx.autonomyChange.findMany({ orderBy: [{ at: "desc" }, { id: "desc" }], take: limit });
    return rows.map(({ id, agent, action, kind, fromLevel, toLevel, reason, at }) => ({
      id,
      agent,
      action,
      kind: kind as ChangeView["kind"],
      fromLevel: levelSchema.parse(fromLevel),
      toLevel: levelSchema.parse(toLevel),
      reason,
      at,
    }));
  },
});
