import type { Tone } from "#components/ui/badge.tsx";
import type { TrustKind } from "#server/domains/trust/schema.ts";

/** A share as a whole percent, never rounded up to what it is not. */
export function share(value: number): string {
  return `${Math.floor(value * 100 + 1e-9)}%`;
}

export function decisions(count: number): string {
  return count === 1 ? "1 decision" : `${count} decisions`;
}

export const kindWords: Record<TrustKind, { label: string; tone: Tone }> = {
  approved: { label: "Approved", tone: "good" },
  edited: { label: "Edited", tone: "warn" },
  rejected: { label: "Rejected", tone: "bad" },
  audited: { label: "Checked", tone: "accent" },
  reversed: { label: "Taken back", tone: "bad" },
  complaint: { label: "Complaint", tone: "bad" },
  undone: { label: "Undone", tone: "plain" },
  shadow: { label: "In shadow", tone: "plain" },
};

export const changeWords: Record<string, { label: string; tone: Tone }> = {
  offered: { label: "Offered", tone: "accent" },
  withdrawn: { label: "Offer withdrawn", tone: "plain" },
  accepted: { label: "Accepted", tone: "good" },
  declined: { label: "Declined", tone: "plain" },
  demoted: { label: "Taken back", tone: "bad" },
  set: { label: "Set by you", tone: "plain" },
};

export const levelWords: Record<string, string> = {
  observe: "only watches",
  suggest: "asks you first",
  limited: "acts by itself within caps",
  full: "acts by itself",
};
