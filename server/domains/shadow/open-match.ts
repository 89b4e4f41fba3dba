import type { CommandScope } from "#server/commands/define-command.ts";
import { stableId } from "#server/kernel/ids.ts";

/** So long after a proposal in shadow what the operator does in its stead counts. Milliseconds. */
export const matchWindow = 48 * 3_600_000;

/** A proposal was made in shadow: from now on it is looked for what the operator does in its stead. In its own transaction. */
export async function openShadowMatch({ tx, context }: CommandScope, { proposalId }: { proposalId: string }) {
  const proposal = await tx.proposal.findUniqueOrThrow({ where: { id: proposalId } });
  const run = await tx.run.findUniqueOrThrow({ where: { id: proposal.runId } });
  const at = context.clock.now();
  await tx.shadowMatch.createMany({
    skipDuplicates: true,
    data: [
      {
        ...{ id: stableId("shadow-match", proposalId), workspaceId: context.workspaceId, proposalId, at },
        ...{ workflow: run.workflow, version: run.workflowVersion, runId: run.id },
        ...{ agent: proposal.agent, action: proposal.action, outcome: "open" },
        until: new Date(at.getTime() + matchWindow),
      },
    ],
  });
}
