import { oneLine } from "./letter.ts";

/** A fact that an answer to an enquiry needs, and how to tell that the enquiry has it. */
type Needed = { name: string; ask: string; mentioned: RegExp };

const needed: readonly Needed[] = [
  {
    name: "scope",
    ask: "What should be different for you when the work is done?",
    mentioned:
      /\b(because|so that|goal|need(s|ed)? to|want(s|ed)? to|looking to|we would like|we'd like|problem|currently)\b/i,
  },
  {
    name: "timing",
    ask: "When would you like to start, and is there a date by which it has to be ready?",
    mentioned:
      /\b(by|before|until|from|in|start(ing)?)\s+(the\s+)?(end|next|january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|spring|summer|autumn|fall|winter|\d)|\b(deadline|asap|weeks?|months?)\b/i,
  },
  {
    name: "budget",
    ask: "Is there a budget that I should plan within?",
    mentioned: /\bbudget\b|[€$£]\s?\d|\b\d[\d.,]*\s?(eur|euros?|usd|dollars?|gbp|pounds?|k)\b/i,
  },
];

/** The facts that an enquiry does not give yet, in the order in which to ask. */
export function missingFacts(text: string): { name: string; ask: string }[] {
  return needed.filter((fact) => !fact.mentioned.test(text)).map(({ name, ask }) => ({ name, ask }));
}

/** The questions of a text, as the sender put them, at most three. Quoted lines are somebody else's words. */
export function questionsOf(text: string): string[] {
  const own = text
    .split("\n")
    .filter((line) => !/^\s*>/.test(line))
    .join(" ");
  const sentences = own.match(/[^.!?\n]{8,300}\?/g) ?? [];
  return sentences.slice(0, 3).map((sentence) => oneLine(sentence.replace(/^[\s,;:–-]+/, ""), 200));
}
