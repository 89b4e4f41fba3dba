import type { Tone } from "#components/ui/badge.tsx";
import type { PolicyDecision, ProposalCard, ProposalStatus, Risk } from "#server/domains/proposal/schema.ts";

export const riskWords: Record<Risk, string> = {
  read: "reads only",
  internal: "changes your records",
  external: "leaves the company",
  money: "moves money",
};

export const statusWords: Record<ProposalStatus, { label: string; tone: Tone }> = {
  pending: { label: "Waiting for you", tone: "accent" },
  approved: { label: "Approved", tone: "good" },
  rejected: { label: "Rejected", tone: "plain" },
  returned: { label: "Sent back with guidance", tone: "plain" },
  expired: { label: "Expired", tone: "warn" },
  replaced: { label: "Replaced by your edit", tone: "plain" },
  refused: { label: "Refused by policy", tone: "bad" },
  executed: { label: "Done", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  shadow: { label: "In shadow", tone: "plain" },
};

export const verdictWords: Record<PolicyDecision["verdict"], { label: string; tone: Tone }> = {
  execute: { label: "May run by itself", tone: "good" },
  ask: { label: "Asks you first", tone: "accent" },
  refuse: { label: "Refused", tone: "bad" },
};

/** "new-enquiry" as people read it: "New enquiry". */
export function plainName(name: string): string {
  if (name === "crm" || name === "api") {
    return name.toUpperCase();
  }
  const words = name.replaceAll(/[-_.]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a confidence rests on: the agent's word alone, or decisions of the operator. */
export function sureWords({ calibrated, confidence }: ProposalCard): string {
  const said = `${Math.round(confidence * 100)}%`;
  if (!calibrated?.count) return "Its own word: no decision of yours measures it yet.";
  const { count, low } = calibrated;
  const decisions = count === 1 ? "1 decision" : `${count} decisions`;
  return `By ${decisions} of yours, at least ${Math.floor(low * 100)}%. It says ${said} itself.`;
}
