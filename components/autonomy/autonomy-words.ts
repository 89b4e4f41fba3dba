import { formatMoney } from "#components/ui/money-format.ts";
import type { AutonomyLevel, Caps, InFact, PolicySettings } from "#server/domains/autonomy/schema.ts";

/** The ladder, from the lowest rung to the highest. */
export const levels = ["observe", "suggest", "limited", "full"] as const satisfies readonly AutonomyLevel[];

export const levelWords: Record<AutonomyLevel, { label: string; detail: string }> = {
  observe: { label: "Observe", detail: "It only watches: what it would propose is compared with what you do." },
  suggest: { label: "Suggest", detail: "It proposes, you decide each time." },
  limited: { label: "Limited", detail: "It acts by itself within caps, once your decisions have proven it right." },
  full: {
    label: "Full",
    detail: "It acts by itself, capped only where you name a cap, once your decisions have proven it right.",
  },
};

export const inFactWords: Record<InFact, string> = {
  "by-itself": "ran by itself",
  approved: "you approved it",
  edited: "you changed it first",
  rejected: "you rejected it",
  expired: "it expired",
  refused: "it was refused",
  open: "not decided yet",
};

export const percentWords = (share: number): string => `${Math.round(share * 1_000) / 10} %`;

const money = ({ amountMinor, currency }: { amountMinor: number; currency: string }) =>
  formatMoney({ minor: amountMinor, currency });

/** The caps of a grant in a few words each. */
export function capWords(caps: Caps): string[] {
  const { perEffect, perDay, countPerHour, countPerDay, recipients } = caps;
  return [
    ...(perEffect ? [`${money(perEffect)} each`] : []),
    ...(perDay ? [`${money(perDay)} in 24 h`] : []),
    ...(countPerHour ? [`${countPerHour} an hour`] : []),
    ...(countPerDay ? [`${countPerDay} in 24 h`] : []),
    ...(recipients === "known" ? ["known recipients"] : []),
    ...(typeof recipients === "object" ? [`to ${recipients.domains.join(", ")}`] : []),
  ];
}

/** The settings that hold for all, in short. */
export function settingWords(settings: PolicySettings): string[] {
  const { bar, minimumEvidence, quietHours, auditShare, newRecipientAsks, budgetPerDay } = settings;
  return [
    `right ${percentWords(bar)} of the time, proven by ${minimumEvidence} decisions`,
    `${percentWords(auditShare)} checked by sample`,
    ...(quietHours ? [`quiet from ${quietHours.from} to ${quietHours.to}`] : []),
    ...(newRecipientAsks ? ["new recipients ask"] : []),
    ...(budgetPerDay ? [`at most ${money(budgetPerDay)} in 24 h`] : []),
  ];
}
