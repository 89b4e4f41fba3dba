/** A mail's text in its parts; the closing holds the signature too. */
export type Letter = { greeting: string | null; body: string[]; closing: string | null };

const greetings =
  "hello|dear|hi|hey|good (?:morning|afternoon|evening)|guten (?:tag|morgen|abend)|hallo|moin|lieber?|sehr geehrter?|bonjour|bonsoir|ch(?:er|ère)|hola|estimad[oa]|buongiorno|gentile|olá|car[oa]|dag|beste|geachte";
const closings =
  "(?:with )?(?:kind|best|warm|warmest|many)? ?regards|(?:with )?(?:best|warm|kind) wishes|many thanks|thanks|thank you|best|cheers|sincerely|yours (?:sincerely|faithfully|truly)|all the best|take care|mit freundlichen grüßen|(?:freundliche|viele|herzliche|beste|liebe) grüße|(?:bien )?cordialement|bien à vous|(?:un )?saludos?|atentamente|(?:cordiali|distinti) saluti|(?:com os melhores )?cumprimentos|(?:met )?vriendelijke groet(?:en)?|groeten";

/** A line that greets. */
export const greetingLine = new RegExp(`^(?:${greetings})(?![\\p{L}\\p{N}])[^\\n]{0,80}[,!]$`, "iu");
/** Words that close a mail, alone on their line. */
export const closingWords = new RegExp(`^(?:${closings})$`, "iu");
const closingLine = new RegExp(
  `^(?:(?:${closings})\\s*[,.!]?(?:\\n|$)|(?:(?:kind|best|warm|many) (?:regards|wishes)|yours (?:sincerely|faithfully))\\b)`,
  "iu",
);

/** A mail's text in its parts. */
export function partsOf(text: string): Letter {
  const body = text.split(/\n{2,}/);
  const greeting = greetingLine.test(body[0] ?? "") ? (body.shift() ?? null) : null;
  const closing = closingLine.test(body.at(-1) ?? "") ? (body.pop() ?? null) : null;
  return { greeting, body, closing };
}

/** The parts as one text. */
export const textOf = ({ greeting, body, closing }: Letter) =>
  [greeting, ...body, closing].filter((part) => part?.trim()).join("\n\n");

/** A paragraph's sentences and line ends, in their order. A full stop within a word, as an address has one, ends none. */
export const sentencesOf = (paragraph: string) =>
  paragraph.match(/[^\n]+?(?:[.!?]+["”)]?(?=\s|$)\s*|(?=\n)|$)|\n/g) ?? [paragraph];

/** Takes sentences out of the body; a paragraph that has nothing left goes with them. */
export function without(letter: Letter, unwanted: (sentence: string) => boolean): { letter: Letter; taken: number } {
  let taken = 0;
  const body = letter.body.flatMap((paragraph) => {
    const kept = sentencesOf(paragraph).filter((sentence) => {
      const out = sentence !== "\n" && unwanted(sentence);
      if (out) taken += 1;
      return !out;
    });
    const rest = kept
      .join("")
      .replace(/\n{2,}/g, "\n")
      .trim();
    return rest.replace(/^- *$/gm, "").trim() ? [rest] : [];
  });
  return { letter: { ...letter, body }, taken };
}

/** Puts sentences at the end of the body, as far as it does not say them. @returns the same letter where it says them all */
export function addTo(letter: Letter, sentences: readonly string[]): Letter {
  const known = letter.body.join("\n");
  const fresh = sentences.filter((sentence) => !known.includes(sentence));
  return fresh.length === 0 ? letter : { ...letter, body: [...letter.body, fresh.join(" ")] };
}

const contractions: readonly (readonly [RegExp, string, RegExp, string])[] = [
  [/\bI['’]m\b/g, "I am", /\bI am\b/g, "I'm"],
  [/\bdon['’]t\b/g, "do not", /\bdo not\b/g, "don't"],
  [/\bcan['’]t\b/g, "cannot", /\bcannot\b/g, "can't"],
  [/\bit['’]s\b/g, "it is", /\bit is\b/g, "it's"],
  [/\bI['’]ll\b/g, "I will", /\bI will\b/g, "I'll"],
  [/\bwe['’]ll\b/g, "we will", /\bwe will\b/g, "we'll"],
];

/** "I'm" as "I am". */
export const inFull = (text: string) =>
  contractions.reduce((result, [short, full]) => result.replace(short, full), text);

/** "I am" as "I'm". */
export const inShort = (text: string) =>
  contractions.reduce((result, [, , full, short]) => result.replace(full, short), text);
