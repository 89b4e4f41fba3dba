const links = /\b(?:https?:\/\/|www\.)[^\s<>"')\]]+/giu;
const addresses = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
const longNumbers = /\d(?:[\s.,/-]?\d){3,}/gu;

const found = (text: string, pattern: RegExp) => (text.match(pattern) ?? []).map((hit) => hit.toLowerCase());
const digitsOf = (text: string) => text.replace(/\D/g, "");

/**
 * Checks a rewritten draft against the draft: code decides what may leave, not the model. Links, mail addresses and
 * numbers of four digits or more (amounts, accounts, dates) that the draft does not have are refused, so is a text more
 * than four times as long.
 * @returns why it is refused, or null when it may be used
 */
export function rewriteProblem(draft: string, rewritten: string): string | null {
  if (rewritten.trim().length < 20) return "too short";
  if (rewritten.length > draft.length * 4 + 400) return "too long";
  for (const [what, pattern] of [["a link", links] as const, ["an address", addresses] as const]) {
    const known = new Set(found(draft, pattern));
    if (found(rewritten, pattern).some((hit) => !known.has(hit))) return `${what} that the draft does not have`;
  }
  const numbers = new Set(found(draft, longNumbers).map(digitsOf));
  if (found(rewritten, longNumbers).some((hit) => !numbers.has(digitsOf(hit))))
    return "a number that the draft does not have";
  return null;
}
