import type { Tone } from "#components/ui/badge.tsx";

const words: Record<string, { label: string; tone: Tone }> = {
  draft: { label: "Draft", tone: "plain" },
  open: { label: "Open", tone: "accent" },
  overdue: { label: "Overdue", tone: "warn" },
  paid: { label: "Paid", tone: "good" },
  void: { label: "Void", tone: "plain" },
};

/** Open and past its due date is overdue; anything else is as stored. */
export function invoiceStatus(
  status: string,
  due?: { dueAt: Date | null; now: number },
): { label: string; tone: Tone } {
  const overdue = status === "open" && due?.dueAt && due.dueAt.getTime() < due.now;
  return words[overdue ? "overdue" : status] ?? { label: status, tone: "plain" };
}

/** What is left to pay, in minor units. */
export function leftToPay(invoice: { totalMinor: number; paidMinor: number; creditedMinor: number }): number {
  return Math.max(0, invoice.totalMinor - invoice.paidMinor - invoice.creditedMinor);
}
