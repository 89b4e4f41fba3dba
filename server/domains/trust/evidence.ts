import type { CommandScope } from "#server/commands/define-command.ts";
import type { Judged } from "#server/policy/calibration/index.ts";

type Scope = Pick<CommandScope, "tx">;

/** Most decisions that a confidence is measured by: the newest. An agent that has changed is not judged by what it was. */
const window = 500;

/** An entry as it counts: the last word on a proposal, an undone approval left out. */
export type Judgement = { proposalId: string; kind: string; score: number; confidence: number; at: Date };

/**
 * Of several entries on one proposal the last word counts; what was undone was no decision.
 * @param entries newest first @returns oldest first
 */
export function lastWords<Entry extends Judgement>(entries: readonly Entry[]): Entry[] {
  const last = new Map<string, Entry>();
  for (const entry of entries.toReversed().toSorted((one, other) => one.at.getTime() - other.at.getTime())) {
    last.delete(entry.proposalId);
    last.set(entry.proposalId, entry);
  }
  return [...last.values()].filter((entry) => entry.kind !== "undone");
}

/** What the operator's decisions said about an agent's proposals of one intent, oldest first. */
export async function judgedOf({ tx }: Scope, { agent, intent }: { agent: string; intent: string }): Promise<Judged[]> {
  const entries = await tx.trustEntry.findMany({
    where: { agent, intent, kind: { not: "shadow" } },
    select: { proposalId: true, kind: true, score: true, confidence: true, at: true },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: window,
  });
  return lastWords(entries).map(({ confidence, score }) => ({ raw: confidence, score }));
}
