const greetingWords = new Set(
  "hello dear hi hey good morning afternoon evening guten tag morgen abend hallo moin liebe lieber sehr geehrte geehrter bonjour bonsoir cher chère hola estimado estimada buongiorno gentile olá caro cara dag beste geachte all everyone team there".split(
    " ",
  ),
);
const titles = new Set(
  "mr mrs ms miss mx dr prof herr frau madame monsieur señor señora signor signora heer mevrouw senhor senhora".split(
    " ",
  ),
);

const bare = (word: string) => word.toLowerCase().replace(/[.,!]+$/u, "");
/** As a greeting would take it: no address, no figures. */
const isClean = (name: string) => name.length > 0 && name.length <= 60 && !/[@\d<>/\\{}]|https?:/iu.test(name);

/**
 * The form of a greeting: fixed words, with `{name}`, `{first}` and `{last}` for the person's own. Null where it holds any
 * other word: what somebody outside calls themselves is never kept.
 */
export function greetingForm(line: string, name: string | null): { words: string; personal: boolean } | null {
  const known = name?.replace(/\s+/gu, " ").trim() ?? "";
  let text = line
    .replace(/[,!]\s*$/u, "")
    .replace(/\s+/gu, " ")
    .trim();
  const parts = known.split(" ");
  if (isClean(known)) {
    const put = (piece: string, mark: string) => {
      const at = ` ${text} `.toLowerCase().indexOf(` ${piece.toLowerCase()} `);
      if (piece && at >= 0) text = `${text.slice(0, at)}${mark}${text.slice(at + piece.length)}`;
    };
    if (parts.length > 1) put(known, "{name}");
    put(parts[0] ?? "", "{first}");
    if (parts.length > 1) put(parts.at(-1) ?? "", "{last}");
  }
  const words = text.split(" ");
  const fixed = words.filter((word) => !/^\{(?:name|first|last)\}$/u.test(word)).map(bare);
  if (!fixed.every((word) => greetingWords.has(word) || titles.has(word))) return null;
  return fixed.length > 0 ? { words: text, personal: fixed.some((word) => titles.has(word)) } : null;
}

/** The greeting's form as a line for this person; null where the form needs a name that is none. */
export function greetingLineOf(words: string, name: string | null): string | null {
  const known = name?.replace(/\s+/gu, " ").trim() ?? "";
  const parts = known.split(" ");
  if (/\{(?:name|first|last)\}/u.test(words) && !isClean(known)) return null;
  if (words.includes("{last}") && parts.length < 2) return null;
  return `${words
    .replace("{name}", () => known)
    .replace("{first}", () => parts[0] ?? "")
    .replace("{last}", () => parts.at(-1) ?? "")},`;
}
