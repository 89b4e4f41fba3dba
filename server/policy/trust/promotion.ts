import type { AutonomyLevel } from "#server/domains/autonomy/schema.ts";
import { wilsonLower } from "../calibration/index.ts";
import { provenAbove } from "./proof.ts";
import type { Standard } from "./standards.ts";

/** What an agent has shown with one action since its level was last lowered or raised. */
export type Record = {
  level: AutonomyLevel;
  /** how right each decided proposal was, 0..1, oldest first */
  scores: readonly number[];
  /** how many of them came after the operator last declined an offer; null when none was declined */
  sinceDeclined: number | null;
};

/** The figures of an offer: the newest decisions that were counted, their mean score, its lower 95 % bound, and the bar. */
export type PromotionEvidence = { count: number; right: number; low: number; bar: number };

/** More than it has: one step up, with the figures that speak for it. */
export type Promotion = { to: Extract<AutonomyLevel, "limited" | "full">; evidence: PromotionEvidence };

const nextLevel = { observe: null, suggest: "limited", limited: "full", full: null } as const;

/**
 * Whether more is offered: one step up, never more than the class allows, where the lower bound over the newest decisions
 * passes the bar and all decisions together prove it however often one looked. What was declined comes back only after as
 * many new decisions as the class asks for in the first place. An agent that only observes has nothing to be judged by.
 */
export function promotionOf(standard: Standard, { level, scores, sinceDeclined }: Record): Promotion | null {
  const to = nextLevel[level];
  if (to === null || (to === "full" && standard.most === "limited")) return null;
  if (sinceDeclined !== null && sinceDeclined < standard.window) return null;
  const evidence = evidenceOf(standard, scores);
  if (evidence.count < standard.window || evidence.low < standard.bar) return null;
  return provenAbove(scores, standard.bar) ? { to, evidence } : null;
}

/** The figures of the newest decisions, whether they suffice or not. */
export function evidenceOf({ window, bar }: Standard, scores: readonly number[]): PromotionEvidence {
  const newest = scores.slice(-window * 3);
  const sum = newest.reduce((total, score) => total + score, 0);
  const count = newest.length;
  return { count, right: count === 0 ? 0 : sum / count, low: wilsonLower(sum, count), bar };
}
