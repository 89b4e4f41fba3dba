import { addTo, greetingLine, inFull, type Letter, partsOf, sentencesOf, textOf, without } from "./letter-parts.ts";
import type { Wish } from "./read-wishes.ts";

/** What became of a wish: the changed text with what was done, or why it could not be followed. */
export type Followed<T> = { value: T; note: string } | { value: null; note: string };

const aboutCall = /\b(call|telephone|phone|talk for)\b/i;
const callOffer = "If it is easier for you, we can go through it on a call: send me two times that suit you.";
const more = [
  "If you would like more detail on any of this, just say so.",
  "If something is missing or not as you have it, please tell me, and I will look into it.",
];

const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean).length;
/** Amounts, numbers and dates are what a mail is for: shortening never takes them. */
const holdsFigures = (text: string) => /\d/.test(text);

function shorter(letter: Letter): Followed<Letter> {
  const before = wordsOf(textOf(letter));
  const courtesy = /^(if (it is|it's|anything|something|you (would|see|have))|whatever|i am happy|i hope)\b/i;
  let next = without(
    letter,
    (sentence) => !holdsFigures(sentence) && (aboutCall.test(sentence) || courtesy.test(sentence.trim())),
  ).letter;
  for (let at = next.body.length - 1; at >= 0 && wordsOf(textOf(next)) > before * 0.7; at -= 1) {
    const paragraph = next.body[at] ?? "";
    const lines = paragraph.split("\n");
    const short = lines.length > 2 ? lines.slice(0, 2).join("\n") : (sentencesOf(paragraph)[0] ?? paragraph).trim();
    if (short === paragraph || holdsFigures(paragraph.slice(short.length))) continue;
    next = { ...next, body: next.body.with(at, short) };
  }
  const after = wordsOf(textOf(next));
  if (after >= before || next.body.length === 0)
    return { value: null, note: "there is nothing left that could go without harm" };
  return { value: next, note: `shorter: ${after} words instead of ${before}` };
}

function inTone(letter: Letter, tone: "formal" | "warmer"): Followed<Letter> {
  const formal = tone === "formal";
  const greeting = letter.greeting?.replace(/^(hello|hi|dear)\b/i, formal ? "Dear" : "Hi") ?? null;
  const closing = letter.closing?.replace(/^[^\n]+/, formal ? "Yours sincerely" : "Warm regards") ?? null;
  const wish = "I hope you are well.";
  const body = formal
    ? letter.body.map(inFull)
    : letter.body.some((paragraph) => paragraph.includes(wish))
      ? letter.body
      : [...letter.body, wish];
  const next = { greeting, body, closing };
  if (textOf(next) === textOf(letter))
    return { value: null, note: `it is as ${formal ? "formal" : "warm"} as the template gets` };
  return {
    value: next,
    note: formal ? "more formal: greeting and closing" : "warmer: greeting, closing and a good wish",
  };
}

function added(letter: Letter, sentences: readonly string[], note: string): Followed<Letter> {
  const next = addTo(letter, sentences);
  return next === letter ? { value: letter, note: "it says so already" } : { value: next, note };
}

function greeted(letter: Letter, words: string): Followed<Letter> {
  const name = letter.greeting?.match(
    /^(?:hello|dear|hi|good (?:morning|afternoon|evening)|guten tag|bonjour|hola|buongiorno|olá|dag)\s+(.+),$/i,
  )?.[1];
  // "Dear Ms Duarte" is whole; "Dear" and "Guten Tag" need the name
  const bare = words.replace(/,$/, "");
  const whole = greetingLine.test(`${bare},`) && /^(dear|hello|hi)\s+\S/i.test(bare);
  const greeting = `${whole || !name ? bare : `${bare} ${name}`},`;
  if (greeting === letter.greeting) return { value: letter, note: "it greets like that already" };
  return { value: { ...letter, greeting }, note: `greets with “${greeting}”` };
}

function change(letter: Letter, wish: Wish): Followed<Letter> {
  switch (wish.kind) {
    case "shorter":
      return shorter(letter);
    case "longer":
      return added(letter, more, "longer by what a template has to say: an offer to explain more");
    case "formal":
    case "warmer":
      return inTone(letter, wish.kind);
    case "add":
      return added(letter, [/[.!?]$/.test(wish.text) ? wish.text : `${wish.text}.`], `added “${wish.text}”`);
    case "greeting":
      return greeted(letter, wish.text);
    case "leave-out": {
      const wanted = wish.text.toLowerCase().replace(/[.!?]$/, "");
      const { letter: next, taken } = without(letter, (sentence) => sentence.toLowerCase().includes(wanted));
      if (taken === 0) return { value: null, note: `the draft does not say “${wish.text}”` };
      if (next.body.length === 0) return { value: null, note: "nothing would be left of it" };
      return { value: next, note: `left out “${wish.text}”` };
    }
    case "call": {
      if (wish.offer)
        return letter.body.some((paragraph) => aboutCall.test(paragraph))
          ? { value: letter, note: "it offers a call already" }
          : added(letter, [callOffer], "offers a call");
      const { letter: next, taken } = without(letter, (sentence) => aboutCall.test(sentence));
      return taken && next.body.length
        ? { value: next, note: "offers no call" }
        : taken === 0
          ? { value: letter, note: "it offers no call" }
          : { value: null, note: "nothing would be left of it" };
    }
    default:
      return { value: null, note: "a template cannot do that" };
  }
}

/** Follows one wish in the text of a mail. Pure; greeting and closing stay where they are. */
export function followInLetter(text: string, wish: Wish): Followed<string> {
  const followed = change(partsOf(text), wish);
  return followed.value ? { value: textOf(followed.value), note: followed.note } : { value: null, note: followed.note };
}
