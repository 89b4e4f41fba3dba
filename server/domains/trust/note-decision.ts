import type { CommandScope } from "#server/commands/define-command.ts";
import { editShare } from "#server/policy/trust/index.ts";
import { type JudgedProposal, noteTrust } from "./note-trust.ts";

type Decided = JudgedProposal & { fields: unknown; sampled: boolean };
type Fields = Parameters<typeof editShare>[0];

const mostVersions = 100;

/** The version that the agent made: edits and refreshes are followed back. */
async function firstVersion({ tx }: Pick<CommandScope, "tx">, last: Decided): Promise<Decided> {
  let first = last;
  for (let hops = 0; hops < mostVersions; hops += 1) {
    const before = await tx.proposal.findFirst({ where: { replacedById: first.id } });
    if (!before) break;
    first = before;
  }
  return first;
}

/**
 * Notes the operator's decision about what an agent proposed, once per chain of versions and about the first of them, which
 * is the agent's own: approved as it was 1, approved after edits 1 less the share changed, rejected or sent back 0. What would
 * have run by itself and was put to the operator as a check counts as `audited`.
 */
export async function noteDecision(
  scope: CommandScope,
  { proposal, decision }: { proposal: Decided; decision: "approved" | "rejected" },
): Promise<void> {
  const first = await firstVersion(scope, proposal);
  const changed = decision === "approved" ? editShare(first.fields as Fields, proposal.fields as Fields) : 0;
  const kind = decision === "rejected" ? "rejected" : changed > 0 ? "edited" : "approved";
  const score = decision === "rejected" ? 0 : 1 - changed;
  const data = { decision: kind, ...(changed > 0 ? { changed } : {}) };
  await noteTrust(scope, first, { kind: first.sampled ? "audited" : kind, score, data });
}

/** Notes that an approval was taken back in its undo window, or that what was about to run by itself was stopped. */
export async function noteUndo(
  scope: CommandScope,
  { proposal, byItself }: { proposal: Decided; byItself: boolean },
): Promise<void> {
  const first = await firstVersion(scope, proposal);
  await noteTrust(scope, first, { kind: byItself ? "reversed" : "undone", score: 0, data: { stopped: byItself } });
}

/** Notes that what was done was taken back because it was wrong. */
export async function noteReversal(scope: CommandScope, proposal: Decided): Promise<void> {
  await noteTrust(scope, await firstVersion(scope, proposal), { kind: "reversed", score: 0 });
}
