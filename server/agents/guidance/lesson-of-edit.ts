import { formatMoney } from "#server/kernel/money.ts";

type Input = Record<string, unknown>;
const words = (text: unknown) => String(text).split(/\s+/).filter(Boolean).length;

/** What an operator's edit says about a draft, in fixed words and figures: none of the text itself, which may be from outside. */
export function lessonOfEdit(before: Input, after: Input): string | null {
  const said: string[] = [];
  const { currency } = before;
  if (typeof before.amountMinor === "number" && typeof after.amountMinor === "number" && typeof currency === "string") {
    const [from, to] = [before.amountMinor, after.amountMinor].map((amountMinor) =>
      formatMoney({ amountMinor, currency }),
    );
    if (from !== to) said.push(`the amount from ${from} to ${to}`);
  }
  if (before.dueAt !== after.dueAt) said.push("the date");
  if (before.to !== after.to) said.push("the recipient");
  for (const field of ["subject", "title"]) if (before[field] !== after[field]) said.push(`the ${field}`);
  if (typeof before.body === "string" && before.body !== after.body) {
    const [from, to] = [words(before.body), words(after.body)];
    const how =
      to < from * 0.75
        ? `, shorter (${from} to ${to} words)`
        : to > from * 1.33
          ? `, longer (${from} to ${to} words)`
          : "";
    said.push(`the text${how}`);
  }
  return said.length ? `You changed ${said.join(", ")}.` : null;
}
