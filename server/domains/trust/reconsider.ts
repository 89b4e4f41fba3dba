import type { CommandScope } from "#server/commands/define-command.ts";
import { lockGrant } from "#server/domains/autonomy/index.ts";
import { percent } from "#server/policy/index.ts";
import { driftAt, promotionOf, riskClassOf, standardOf } from "#server/policy/trust/index.ts";
import { coveredCaps } from "./caps-offered.ts";
import { type Change, changesOf, levelChangeOf, writeChange } from "./changes.ts";
import { demote } from "./demote.ts";
import { lastWords } from "./evidence.ts";
import type { TrustKind } from "./schema.ts";

const window = 500;

/** An agent's right to an action, and what has just been learnt about it. */
export type Reconsidered = { agent: string; action: string; risk: string; proposalId: string; kind: TrustKind };

/** What has been shown since the level last changed, and since an offer was last declined. */
async function recordOf({ tx }: CommandScope, of: Reconsidered, changes: readonly Change[]) {
  const changed = levelChangeOf(changes);
  const declined = changes.find((change) => change.kind === "declined");
  const entries = await tx.trustEntry.findMany({
    where: {
      agent: of.agent,
      action: of.action,
      risk: of.risk,
      kind: { not: "shadow" },
      ...(changed ? { at: { gt: changed.at } } : {}),
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: window,
  });
  const words = lastWords(entries);
  return {
    scores: words.map((word) => word.score),
    entries: words,
    sinceDeclined: declined ? words.filter((word) => word.at > declined.at).length : null,
  };
}

/**
 * What a lesson means for an agent's autonomy: a reversal, a complaint or drift takes it back to `suggest` at once; evidence
 * that passes brings an offer, once per state of the evidence; evidence that no longer does withdraws it.
 */
export async function reconsiderAutonomy(scope: CommandScope, of: Reconsidered): Promise<void> {
  // of two decisions at once the second sees what the first one wrote
  const grant = await lockGrant(scope, of);
  const changes = await changesOf(scope, of);
  const { level } = grant;
  const standard = standardOf(riskClassOf(of.risk), grant.bar);
  const { scores, entries, sinceDeclined } = await recordOf(scope, of, changes);
  if (level === "limited" || level === "full") {
    const because = wrongNow(of) ?? drifted(scores, standard.bar);
    if (because) return demote(scope, { ...of, from: level, because });
  }
  const open = changes[0]?.kind === "offered" ? changes[0] : undefined;
  const promotion = promotionOf(standard, { level, scores, sinceDeclined });
  if (open && !promotion) {
    await writeChange(scope, {
      ...of,
      kind: "withdrawn",
      fromLevel: open.fromLevel,
      toLevel: open.toLevel,
      reason: "The newest decisions no longer bear it out",
      evidence: {},
    });
  }
  if (!promotion || open) return;
  const { count, right, low, bar } = promotion.evidence;
  const proposals = entries.slice(-count).map((entry) => entry.proposalId);
  const caps = promotion.to === "limited" ? await coveredCaps(scope, { risk: of.risk, proposals }) : {};
  await writeChange(scope, {
    ...of,
    kind: "offered",
    fromLevel: level,
    toLevel: promotion.to,
    reason: `Of the last ${count} decisions ${percent(right)} were right as proposed: at least ${percent(low)} with 95 % certainty, and ${percent(bar)} are asked for`,
    evidence: { ...promotion.evidence, caps, proposals },
  });
}

function wrongNow({ kind }: Reconsidered): string | null {
  if (kind === "reversed") return "What it did was taken back";
  return kind === "complaint" ? "You said that what it did was wrong" : null;
}

function drifted(scores: readonly number[], bar: number): string | null {
  const at = driftAt(scores, bar);
  return at === null
    ? null
    : `It is wrong more often than it was: the test for drift gave the alarm at decision ${at} since it got this level`;
}
