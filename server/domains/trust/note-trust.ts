import type { CommandScope } from "#server/commands/define-command.ts";
import type { Prisma } from "#server/db/generated/client.ts";
import { isOfRun } from "#server/domains/run/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { reconsiderAutonomy } from "./reconsider.ts";
import { type TrustKind, unnamedIntent } from "./schema.ts";

/** The proposal that something was learnt from, as its row has it. */
export type JudgedProposal = {
  id: string;
  agent: string;
  action: string;
  intent: string | null;
  risk: string;
  confidence: number;
  step: string;
  compensatesId: string | null;
};

/** What was learnt: the kind, how right the agent was (0..1), and what was counted. */
export type Lesson = { kind: TrustKind; score: number; data?: Record<string, unknown> };

/**
 * Writes what was learnt from a proposal to the trust ledger, once per proposal and kind, and considers at once what it means
 * for the agent's autonomy. Called in the transaction of what happened. What takes something back, or what a review task
 * asked for, is no agent's judgement and teaches nothing.
 */
export async function noteTrust(scope: CommandScope, proposal: JudgedProposal, lesson: Lesson): Promise<void> {
  if (!isOfRun(proposal)) return;
  const { tx, context } = scope;
  const { agent, action, risk, confidence } = proposal;
  const written = await tx.trustEntry.createMany({
    skipDuplicates: true,
    data: [
      {
        id: newId(),
        workspaceId: context.workspaceId,
        agent,
        intent: proposal.intent ?? unnamedIntent,
        action,
        risk,
        proposalId: proposal.id,
        kind: lesson.kind,
        score: Math.min(1, Math.max(0, lesson.score)),
        confidence,
        data: (lesson.data ?? {}) as Prisma.InputJsonObject,
        at: context.clock.now(),
      },
    ],
  });
  if (written.count === 0 || lesson.kind === "undone") return;
  await reconsiderAutonomy(scope, { agent, action, risk, proposalId: proposal.id, kind: lesson.kind });
}
