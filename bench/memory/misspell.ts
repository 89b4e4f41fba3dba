import type { Random } from "./random.ts";

const letters = "abcdefghijklmnopqrstuvwxyz";

/** One slip of the finger, anywhere: a letter left out, doubled, changed, or swapped with the next. */
function slip(random: Random, word: string): string {
  const at = random.below(word.length - 1);
  const [before, letter, next, after] = [word.slice(0, at), word[at] ?? "", word[at + 1] ?? "", word.slice(at + 2)];
  switch (random.below(4)) {
    case 0:
      return before + next + after;
    case 1:
      return before + letter + letter + next + after;
    case 2:
      return before + (letters[random.below(letters.length)] ?? "") + next + after;
    default:
      return before + next + letter + after;
  }
}

/** Half of the words of five letters and more with one slip each. */
export function misspelt(random: Random, text: string): string {
  return text.replace(/\p{L}{5,}/gu, (word) => (random.chance(0.5) ? slip(random, word) : word));
}
