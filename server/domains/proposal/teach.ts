import type { CommandScope } from "#server/commands/define-command.ts";
import type { ClosedProposal } from "./close.ts";

/** Tells that the operator's decision holds a lesson for the agent; who learns it reads the rows. */
export async function teach(
  scope: CommandScope,
  proposal: Pick<ClosedProposal, "id" | "runId" | "intent">,
): Promise<void> {
  const { context } = scope;
  // a workflow's own action and a review task have nobody who could learn
  if (proposal.intent === null || context.actor.kind !== "operator") return;
  await scope.emit("proposal.taught", {
    workspaceId: context.workspaceId,
    proposalId: proposal.id,
    runId: proposal.runId,
    operatorId: context.actor.id,
  });
}
