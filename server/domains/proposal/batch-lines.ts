import { formatMoney } from "#server/kernel/money.ts";
import type { Preview } from "./schema.ts";

const longest = 240;
const mostLines = 6;

function cut(text: string): string {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  return flat.length > longest ? `${flat.slice(0, longest - 1)}…` : flat;
}

function allLines(preview: Preview): string[] {
  switch (preview.kind) {
    case "mail":
      return [preview.subject, preview.body];
    case "money":
      return [
        preview.heading,
        ...preview.rows.map(
          ({ label, amountMinor }) => `${label}: ${formatMoney({ amountMinor, currency: preview.currency })}`,
        ),
        ...(preview.note ? [preview.note] : []),
      ];
    case "record":
      return [
        preview.heading,
        ...preview.rows.map(({ field, before, after }) =>
          before === null ? `${field}: ${after ?? "nothing"}` : `${field}: ${before} → ${after ?? "nothing"}`,
        ),
      ];
  }
}

/** The exact content of a proposal in a few lines, and whether something was left out of them. */
export function shortLines(preview: Preview): { to: string | null; lines: string[]; shortened: boolean } {
  const all = allLines(preview);
  const lines = all.slice(0, mostLines).map(cut);
  return {
    to: preview.kind === "mail" ? preview.to : null,
    lines,
    shortened: all.length > mostLines || lines.some((line) => line.endsWith("…")),
  };
}
