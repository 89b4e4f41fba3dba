import { conceptsOf } from "./concepts.ts";

const longestText = 4_000;
/** One touch of a concept counts as much as a word that stands this often. */
const conceptWeight = 50;

/** The text in the form that features are read from: lower case, compatibility forms folded, numbers as `0`. */
function fold(text: string): string {
  return text
    .slice(0, longestText)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\d+(?:[.,]\d+)*/g, "0");
}

function count(features: Map<string, number>, feature: string): void {
  features.set(feature, (features.get(feature) ?? 0) + 1);
}

/**
 * The features of a text with how often each occurs: words, pairs of words, and runs of three to five characters within
 * a word (its edges marked by `_`), which carry endings, compounds and misspellings; and the concepts it touches.
 */
export function featuresOf(text: string): Map<string, number> {
  const folded = fold(text);
  const words = folded.match(/[\p{L}\p{M}\p{N}']+|[?!€$£%]/gu) ?? [];
  const features = new Map<string, number>();
  words.forEach((word, index) => {
    count(features, `w ${word}`);
    const next = words[index + 1];
    if (next !== undefined) count(features, `p ${word} ${next}`);
    const framed = `_${word}_`;
    for (let size = 3; size <= 5; size++) {
      for (let start = 0; start + size <= framed.length; start++) count(features, framed.slice(start, start + size));
    }
  });
  for (const [concept, hits] of conceptsOf(folded)) features.set(`c ${concept}`, hits * conceptWeight);
  return features;
}
