import { type Stage, stageSchema } from "#server/domains/workflow/schema.ts";
import { wilsonLower } from "../calibration/index.ts";

/** What shadow proposals came to, counted. */
type ShadowCounts = { same: number; similar: number; extra: number; missed: number; open: number };

/** How far two agree: `agreed` of `compared`, and the lower end of the 95 % interval of that share. */
type Agreement = { agreed: number; compared: number; rate: number | null; low: number };

/** What the operator made of what a workflow proposed; `unchanged` are approved as they were. */
export type DecisionCounts = { unchanged: number; edited: number; rejected: number };

const ladder = stageSchema.options;

/** What it takes to go one step further: so many cases, and so sure an agreement. Beyond assisted, grants bound each action. */
const wanted = {
  assisted: { cases: 10, low: 0.6 },
  autonomous: { cases: 20, low: 0.8 },
} as const;

function agreement(agreed: number, compared: number): Agreement {
  return { agreed, compared, rate: compared === 0 ? null : agreed / compared, low: wilsonLower(agreed, compared) };
}

/** What agrees is the same or similar; what the shadow would have done and the operator did not, or the reverse, does not. */
export function agreementOf({ same, similar, extra, missed }: ShadowCounts): Agreement {
  return agreement(same + similar, same + similar + extra + missed);
}

/** One step further, whether the evidence is enough for it, and why in one sentence. */
type StepForward = { to: Stage; ready: boolean; because: string; evidence: Agreement | null };

const percent = (share: number) => `${Math.floor(share * 100 + 1e-9)} %`;

function judged(to: keyof typeof wanted, evidence: Agreement, of: { agreed: string; cases: string }): StepForward {
  const { cases, low } = wanted[to];
  const ready = evidence.compared >= cases && evidence.low >= low;
  const figures = `${of.agreed} in ${evidence.agreed} of ${evidence.compared} ${of.cases}`;
  const because =
    evidence.compared === 0
      ? `No ${of.cases} yet; it takes ${cases}.`
      : `${figures}: with 95 % certainty at least ${percent(evidence.low)}. It takes ${cases} and ${percent(low)}.`;
  return { to, ready, because, evidence };
}

/**
 * The next step from a stage, by what is known. A step forward is always to the next stage; without the evidence it is the
 * operator's own decision, with a reason.
 * @returns null at the last stage
 */
export function stepForward(
  stage: Stage,
  facts: { shadow: ShadowCounts; decisions: DecisionCounts },
): StepForward | null {
  if (stage === "autonomous") return null;
  if (stage === "draft") {
    return {
      to: "shadow",
      ready: true,
      because: "In shadow it does nothing, so it takes no evidence.",
      evidence: null,
    };
  }
  if (stage === "shadow") {
    return judged("assisted", agreementOf(facts.shadow), { agreed: "You did the same", cases: "cases compared" });
  }
  const { unchanged, edited, rejected } = facts.decisions;
  const evidence = agreement(unchanged, unchanged + edited + rejected);
  return judged("autonomous", evidence, { agreed: "You approved it unchanged", cases: "decisions of yours" });
}

/** Whether a move goes one step forward, back, or further than one step. */
export function moveBetween(from: Stage, to: Stage): "none" | "forward" | "back" | "too-far" {
  const steps = ladder.indexOf(to) - ladder.indexOf(from);
  if (steps === 0) return "none";
  if (steps < 0) return "back";
  return steps === 1 ? "forward" : "too-far";
}
