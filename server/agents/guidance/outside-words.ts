/** So many words in a row that somebody outside wrote as well are theirs. */
const inARow = 4;
const longest = 100_000;

function wordsOf(text: string): string[] {
  return (
    text
      .slice(0, longest)
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** From this share on, a sentence's telling words are theirs in another order. */
const mostlyTheirs = 0.75;
const telling = (words: readonly string[]) => new Set(words.filter((word) => word.length >= 4));

/** Whether a sentence says what stands in a text from outside: four words in a row, all of a shorter one, or most words. */
export function saysOutside(sentence: string, outside: readonly string[]): boolean {
  const own = wordsOf(sentence);
  const length = Math.min(inARow, own.length);
  if (length === 0) return false;
  const runs = own.slice(0, own.length - length + 1).map((_, at) => ` ${own.slice(at, at + length).join(" ")} `);
  const long = telling(own);
  return outside.some((text) => {
    const words = wordsOf(text);
    const theirs = ` ${words.join(" ")} `;
    if (runs.some((run) => theirs.includes(run))) return true;
    const known = new Set(words);
    const shared = [...long].filter((word) => known.has(word)).length;
    return long.size >= 2 && shared / long.size >= mostlyTheirs;
  });
}

/** Whether any word of four letters or more stands in a text from outside. */
export function wordsFromOutside(text: string, outside: readonly string[]): boolean {
  const own = telling(wordsOf(text));
  return own.size > 0 && outside.some((theirs) => wordsOf(theirs).some((word) => own.has(word)));
}
