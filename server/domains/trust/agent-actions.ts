import type { Caps } from "#server/domains/autonomy/schema.ts";
import { formatMoney } from "#server/kernel/money.ts";
import type { Policy } from "#server/policy/index.ts";
import { evidenceOf, type PromotionEvidence, riskClassOf, standardOf } from "#server/policy/trust/index.ts";
import { capsOffered } from "./caps-offered.ts";
import { type Change, levelChangeOf } from "./changes.ts";
import type { Judgement } from "./evidence.ts";
import type { ActionTrust, OfferView } from "./schema.ts";

type Word = Judgement & { action: string; risk: string };
type Facts = {
  agent: string;
  actions: readonly string[];
  grants: Policy["grants"];
  /** oldest first */
  words: readonly Word[];
  /** newest first */
  changes: readonly Change[];
};

function capsInWords({ perEffect, countPerDay, recipients }: Caps): string[] {
  return [
    ...(perEffect ? [`at most ${formatMoney(perEffect)} each`] : []),
    ...(countPerDay ? [`at most ${countPerDay} in 24 hours`] : []),
    ...(recipients === "known" ? ["only to those you have approved a mail to before"] : []),
  ];
}

function offerOf(newest: Change | undefined): OfferView | null {
  if (newest?.kind !== "offered") return null;
  const { count, right, low, bar } = newest.evidence as PromotionEvidence;
  const { id, fromLevel, toLevel, reason, at, evidence } = newest;
  const caps = toLevel === "limited" ? capsInWords(capsOffered(evidence)) : [];
  return { id, fromLevel, toLevel, reason, at, evidence: { count, right, low, bar }, caps };
}

/** How far an agent may go with each of its actions, and what it has shown since that last changed. */
export function actionsOf({ agent, actions, grants, words, changes }: Facts): ActionTrust[] {
  return actions.map((action) => {
    const grant = grants.find((candidate) => candidate.agent === agent && candidate.action === action);
    const level = grant?.level ?? "suggest";
    const own = changes.filter((change) => change.action === action);
    const changed = levelChangeOf(own);
    const risk = words.findLast((word) => word.action === action)?.risk ?? null;
    const counted = words.filter(
      (word) => word.action === action && word.risk === risk && (!changed || word.at > changed.at),
    );
    const standard = risk === null ? null : standardOf(riskClassOf(risk), grant?.bar ?? null);
    const more = level === "suggest" || (level === "limited" && standard?.most === "full");
    const evidence =
      standard && more
        ? evidenceOf(
            standard,
            counted.map((word) => word.score),
          )
        : null;
    return {
      action,
      level,
      risk,
      progress: standard && evidence ? { ...evidence, needed: standard.window } : null,
      offer: offerOf(own[0]),
    };
  });
}
