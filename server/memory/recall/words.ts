const months = "january february march april may june july august september october november december".split(" ");
const longestWord = 40;
/** Longer items are looked at in segments of so many words: one good passage is not drowned by the rest. */
const segmentWords = 60;

/** The words of a text in order: small letters without accents, digits of one number together, no single letters. */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/['’]s\b/gu, "")
    .replace(/(?<=\d)[.,’'](?=\d{3}\b)/gu, "");
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => word.length > 1 || /\p{N}/u.test(word)).map((word) => word.slice(0, longestWord));
}

type Saying = {
  speaker: string | null;
  saidAt: Date | null;
  /** the time in words, where it is no time */
  time?: string | null;
};

/** Who said it and when, as words to find it by: "in May 2030", "what did Ana say". */
function sayingWords({ speaker, saidAt, time }: Saying): string[] {
  const when = saidAt
    ? [months[saidAt.getUTCMonth()] ?? "", String(saidAt.getUTCFullYear())]
    : wordsOf(time ?? "").filter((word) => months.includes(word) || /^\d{4}$/.test(word));
  return [...wordsOf(speaker ?? ""), ...when];
}

/** The words of an item, segment by segment. */
export function segmentsOf(item: Saying & { text: string }): string[][] {
  const words = wordsOf(item.text);
  const said = sayingWords(item);
  const count = Math.max(1, Math.ceil(words.length / segmentWords));
  return Array.from({ length: count }, (_, index) => [
    ...words.slice(index * segmentWords, (index + 1) * segmentWords),
    ...said,
  ]);
}
