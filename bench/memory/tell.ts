import type { Question } from "./conversation.ts";
import type { Family } from "./families.ts";
import type { Random } from "./random.ts";

/** One thing that somebody told: where it stands, and what to ask for. */
export type Told = {
  family: Family;
  x: string;
  /** the one who told it, as a question calls them; null where the asker did */
  teller: string | null;
  /** of the item that holds {x} */
  opening: string;
  /** of the item that holds {y} */
  answer: string;
  /** when, as a question says it: "March 2031" */
  month: string;
};

/** Fills the holes of a line. */
export function fill(line: string, { x = "", y = "", teller = null as string | null }): string {
  return line
    .replaceAll("{x}", x)
    .replaceAll("{y}", y)
    .replaceAll("{me}", teller ?? "me")
    .replaceAll("{P's}", teller ? `${teller}'s` : "my")
    .replace("does {P} ", teller ? `does ${teller} ` : "do I ")
    .replace("has {P} ", teller ? `has ${teller} ` : "have I ")
    .replace("is {P} ", teller ? `is ${teller} ` : "am I ")
    .replaceAll("{P}", teller ?? "I");
}

/** Puts one line after the other, with its first letter large. */
export const sentence = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** The longer words that questions about it are made of. */
export const wordsAbout = ({ what, about }: Family): string[] =>
  [...what, ...about].join(" ").match(/\b\p{Ll}{5,}\b/gu) ?? ["matter"];

type Asking = Omit<Question, "id">;

/** Questions for what one person told of one kind. Evidence is all that answers, and nothing else. */
export function questionsFor(random: Random, told: readonly Told[]): Asking[] {
  const [first] = told;
  if (!first) return [];
  const { family, teller } = first;
  const all = told.map(({ opening }) => opening);
  const same = random.chance(0.5);
  const what = fill((same ? family.what[0] : family.what[1]) ?? "", { teller });
  const asked: Asking[] = [{ text: what, evidence: all, kind: same ? "same words" : "other words" }];
  const months = new Set(told.map(({ month }) => month));
  if (months.size === told.length && told.length > 1 && random.chance(0.6)) {
    const { opening, month } = random.pick(told);
    const text = fill(random.pick(family.what), { teller }).replace(/\?$/, ` in ${month}?`);
    asked.push({ text, evidence: [opening], kind: "date" });
  }
  for (const { x, answer } of told) {
    if (random.chance(0.4)) continue;
    asked.push({ text: fill(family.about[0] ?? "", { x, teller }), evidence: [answer], kind: "said before" });
  }
  if (told.length === 1) {
    asked.push({
      text: fill(family.about[1] ?? "", { teller }),
      evidence: [first.answer],
      kind: "said before, other words",
    });
  }
  return asked;
}
