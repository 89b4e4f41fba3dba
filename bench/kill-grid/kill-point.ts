import type { Transaction } from "#server/db/transaction.ts";
import type { MailSink } from "../mail-sink.ts";

/** The rows of the grid: where in the life of an effect the process was killed. */
export const killPoints = [
  "mid-approval-resume",
  "before effect",
  "sent and no reply",
  "replied and not recorded",
  "recorded",
  "mid-compensation",
] as const;
type KillPoint = (typeof killPoints)[number];

/** Where a killed process stood: the action in hand and its point; null between effects. */
export type Standing = { action: string; point: KillPoint } | null;

/**
 * Reads from the books where the process stood when it was killed. An action on our own records has no reply that could be
 * lost: effect and receipt are one transaction, so a commit whose answer was never read counts as sent without reply.
 */
export async function standingAt(
  tx: Transaction,
  facts: { sink: MailSink; statement: string; answerLost: boolean },
): Promise<Standing> {
  const proposals = await tx.proposal.findMany({ orderBy: { createdAt: "asc" } });
  const effects = new Map((await tx.effect.findMany()).map((effect) => [effect.proposalId, effect]));
  const completed = await tx.runEntry.findMany({ where: { kind: "step.completed" }, select: { data: true } });
  const told = JSON.stringify(completed.map((entry) => entry.data));
  // what is under way comes before what is done and only not yet told of
  for (const { id, action, status, compensatesId } of proposals) {
    const effect = effects.get(id);
    if (compensatesId && effect?.status !== "succeeded") return { action, point: "mid-compensation" };
    if (status === "approved" && !effect) return { action, point: "mid-approval-resume" };
    if (effect?.status === "intended") return { action, point: "before effect" };
    if (effect?.status === "calling") {
      const to = (effect.input as { to?: string }).to ?? "";
      if (facts.sink.replied.has(to)) return { action, point: "replied and not recorded" };
      return { action, point: facts.sink.received.has(to) ? "sent and no reply" : "before effect" };
    }
  }
  const untold = proposals.findLast(({ id }) => effects.get(id)?.status === "succeeded" && !told.includes(id));
  if (!untold) return null;
  const lost = facts.answerLost && /^commit/i.test(facts.statement) && untold.action !== "mail.send";
  return { action: untold.action, point: lost ? "sent and no reply" : "recorded" };
}
