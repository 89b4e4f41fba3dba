/** Words that hold a language together and are of no other of these. */
const functionWords: Readonly<Record<string, string>> = {
  English: "the and you with have would this that are for your please our from could there which",
  German: "und der die das ist nicht wir ich sie mit für auf eine einen bitte haben werden können ihre unsere",
  French: "le les des est nous vous avec pour une dans pas que sur votre notre bonjour merci serait",
  Spanish: "el los las que para con una por nuestro nuestra usted hola gracias está podría muy pero",
  Italian: "il che per con una sono della nostro nostra grazie buongiorno vorrei anche gli questo",
  Portuguese: "os que para com uma não por nosso nossa obrigado obrigada olá gostaria você isso mais",
  Dutch: "het een en van voor met wij niet zijn ons graag kunnen jullie onze bedankt hebben",
};

const languages = Object.entries(functionWords).map(([name, words]) => ({ name, words: new Set(words.split(" ")) }));

/** So many telling words at the least: a greeting alone tells nothing. */
const leastWords = 6;

/**
 * The language that a text is written in, by its function words; null where there are too few, or another is close. Quoted
 * lines are somebody else's. `share` is how far it is ahead, 0..1.
 */
export function languageOf(text: string): { name: string; share: number } | null {
  const own = text
    .slice(0, 8_000)
    .split("\n")
    .filter((line) => !/^\s*>/u.test(line))
    .join(" ");
  const words = own.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counted = languages
    .map(({ name, words: telling }) => ({ name, count: words.filter((word) => telling.has(word)).length }))
    .sort((one, other) => other.count - one.count || one.name.localeCompare(other.name));
  const [first, second] = counted;
  if (!first || !second || first.count < leastWords || first.count < second.count * 2) return null;
  return { name: first.name, share: (first.count - second.count) / first.count };
}
