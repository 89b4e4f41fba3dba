import type { ScoreParts } from "./schema.ts";
import { wordsOf } from "./words.ts";

const day = 86_400_000;
const mostNamed = 3;

const quoted = (words: readonly string[]) =>
  words
    .slice(0, mostNamed)
    .map((word) => `“${word}”`)
    .join(", ");

/** Why an item came up, in words: whom it is about, which words match, what stands beside it, how old it is. */
export function whyOf(given: {
  subjectKind: string;
  validFrom: Date;
  text: string;
  parts: ScoreParts;
  asked: string;
  at: Date;
}): string {
  const { subjectKind, validFrom, parts, at } = given;
  const about = subjectKind === "workspace" ? "company knowledge" : `about this ${subjectKind}`;
  const own = new Set(wordsOf(given.text));
  const shared = [...new Set(wordsOf(given.asked))].filter((word) => word.length > 2 && own.has(word));
  const stems = parts.terms.map(({ term }) => term);
  const named = shared.filter((word) => stems.some((stem) => word.startsWith(stem.slice(0, -1))));
  const matches = stems.length > 0 ? [`matches ${quoted(named.length ? named : stems)}`] : [];
  const typo = parts.typo > 0 ? ["matches a word that was perhaps misspelt"] : [];
  const beside = parts.neighbours > 0 ? ["what was said beside it matches"] : [];
  const days = Math.max(0, Math.floor((at.getTime() - validFrom.getTime()) / day));
  const age = days === 0 ? "from today" : days === 1 ? "from yesterday" : `${days} days old`;
  return [about, ...matches, ...typo, ...beside, age].join(" · ");
}
