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
  return row.text ?? "No reason was recorded";
}

/** A row as the start page shows it. */
export function toAtRisk(row: RiskRow, timeZone: string): AtRisk {
  return { kind: row.kind, id: row.id, title: row.title, detail: detailOf(row, timeZone) };
}
