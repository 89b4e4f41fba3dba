import { z } from "zod";
import { agentMetas } from "#server/agents/meta.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { type AgentView, agentViewSchema } from "./schema.ts";

type Row = { id: string; agent: string; status: string; replacedById: string | null };

/** Counts proposals, each chain of edits once: by how its newest version ended, and whether it was changed on the way. */
export function countProposals(rows: readonly Row[]): AgentView["proposals"] {
  const edited = new Set(rows.flatMap((row) => (row.replacedById ? [row.replacedById] : [])));
  const counts = { total: 0, approved: 0, edited: 0, rejected: 0 };
  for (const row of rows) {
    if (row.status === "replaced") continue;
    counts.total += 1;
    if (edited.has(row.id)) counts.edited += 1;
    else if (["approved", "executed", "failed"].includes(row.status)) counts.approved += 1;
    if (row.status === "rejected") counts.rejected += 1;
  }
  return counts;
}

/** The agents, with what the operator made of their proposals. */
export const listAgents = defineQuery({
  name: "agent.list",
  input: z.object({}).nullish(),
  access: ["operator"],
  run: async ({ tx }): Promise<AgentView[]> => {
    const rows = await tx.proposal.findMany({
      select: { id: true, agent: true, status: true, replacedById: true },
      orderBy: { createdAt: "desc" },
      take: 10_000,
    });
    return agentMetas.map((meta) =>
      agentViewSchema.parse({
        ...meta,
        method: [...new Set(meta.intents.map((intent) => intent.offlineMethod))].join(" "),
        proposals: countProposals(rows.filter((row) => row.agent === meta.name)),
      }),
    );
  },
});
