import { formatMoney } from "#server/kernel/money.ts";
import type { Today } from "./schema.ts";

type AtRisk = Today["atRisk"][number];

/** Something that may go wrong without the operator, as it was read; `at` is an ISO 8601 text. */
export type RiskRow = {
  kind: AtRisk["kind"];
  id: string;
  title: string;
  /** what was recorded, for runs and connections */
  text: string | null;
  /** what is open, for invoices */
  amountMinor: number | null;
  currency: string | null;
  at: string;
};

const dayOf = (at: string, timeZone: string) =>
  new Intl.DateTimeFormat("en", { timeZone, day: "numeric", month: "long" }).format(new Date(at));

/** One sentence on what is at risk, in the workspace's own days. */
function detailOf(row: RiskRow, timeZone: string): string {
  if (row.kind === "invoice" && row.amountMinor !== null && row.currency) {
    const open = formatMoney({ amountMinor: row.amountMinor, currency: row.currency });
    return `${open} open since ${dayOf(row.at, timeZone)}`;
  }
  if (row.kind === "task") return `Due since ${dayOf(row.at, timeZone)}`;
  if (row.kind === "circuit") return "Calls are held until it answers again. Nothing is lost";
  if (row.kind === "dead-letter") return "Kept with their reasons, to be done again once the cause is mended";
  return row.text ?? "No reason was recorded";
}

/** What it is called: systems and dead letters have no title of their own. */
function titleOf({ kind, title }: RiskRow): string {
  if (kind === "circuit") return title === "mail" ? "The mail server does not answer" : `${title} does not answer`;
  if (kind === "dead-letter")
    return title === "1" ? "One thing could not be done" : `${title} things could not be done`;
  return title;
}

/** A row as the start page shows it. */
export function toAtRisk(row: RiskRow, timeZone: string): AtRisk {
  return { kind: row.kind, id: row.id, title: titleOf(row), detail: detailOf(row, timeZone) };
}
