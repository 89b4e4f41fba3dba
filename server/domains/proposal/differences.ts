import { formatMoney } from "#server/kernel/money.ts";
import type { Difference, Preview } from "./schema.ts";

/** Of two lists of paragraphs, those that only one has; what both have in the same order is left out. */
function parted(before: readonly string[], after: readonly string[]): { gone: string[]; come: string[] } {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      const same = before[row] === after[column];
      const length = same ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
      lengths[row]?.splice(column, 1, length);
    }
  }
  const gone: string[] = [];
  const come: string[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    if (row < before.length && column < after.length && before[row] === after[column]) {
      row += 1;
      column += 1;
    } else if (column >= after.length || (row < before.length && at(row + 1, column) >= at(row, column + 1))) {
      gone.push(before[row] ?? "");
      row += 1;
    } else {
      come.push(after[column] ?? "");
      column += 1;
    }
  }
  return { gone, come };
}

const mostParagraphs = 400;
const paragraphsOf = (text: string) => text.split(/\n{2,}/).slice(0, mostParagraphs);

/** A preview as named texts, in the card's order. */
function fieldsOf(preview: Preview): [string, string | null][] {
  if (preview.kind === "mail") {
    const { from, to, subject, body } = preview;
    return [
      ["From", from],
      ["To", to],
      ["Subject", subject],
      ["Message", body],
    ];
  }
  if (preview.kind === "record")
    return [["", preview.heading], ...preview.rows.map(({ field, after }): [string, string | null] => [field, after])];
  const { currency, heading, note, rows } = preview;
  return [
    ["", heading],
    ...rows.map(({ label, amountMinor }): [string, string] => [label, formatMoney({ amountMinor, currency })]),
    ["Note", note ?? null],
  ];
}

/** What a newer preview says otherwise, field by field; of long texts only the paragraphs that changed. Pure. */
export function differencesOf(before: Preview, after: Preview): Difference[] {
  const old = new Map(fieldsOf(before));
  const now = new Map(fieldsOf(after));
  const names = [...new Set([...now.keys(), ...old.keys()])];
  return names.flatMap((field): Difference[] => {
    const [was, is] = [old.get(field) ?? null, now.get(field) ?? null];
    if (was === is) return [];
    if (field !== "Message" || was === null || is === null)
      return [{ field: field || "What happens", before: was, after: is }];
    const { gone, come } = parted(paragraphsOf(was), paragraphsOf(is));
    return [{ field, before: gone.join("\n\n") || null, after: come.join("\n\n") || null }];
  });
}
