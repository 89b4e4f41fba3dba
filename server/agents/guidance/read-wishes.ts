/** One thing that the operator asks for, as far as a template can do it; `unknown` where it cannot. */
export type Wish = { said: string } & (
  | { kind: "shorter" | "longer" | "formal" | "warmer" }
  | { kind: "leave-out" | "add" | "greeting"; text: string }
  | { kind: "call"; offer: boolean }
  | { kind: "due"; when: string }
  | { kind: "amount"; minor: number; currency: string | null }
  | { kind: "unknown" }
);

const quoted = /[“"„«]([^“”"„«»]{1,500})[”"“»]/;

/** Words of greeting by language: a greeting is all of another language that a template knows. */
const greetings: Readonly<Record<string, string>> = {
  english: "Hello",
  german: "Guten Tag",
  french: "Bonjour",
  spanish: "Hola",
  italian: "Buongiorno",
  portuguese: "Olá",
  dutch: "Dag",
};

/** "Shorter, and leave out “…”" as its parts; what stands in quotes is never cut. */
function partsOf(guidance: string): string[] {
  const kept: string[] = [];
  const masked = guidance.replace(new RegExp(quoted, "g"), (text) => `\uE000${kept.push(text) - 1}\uE000`);
  return masked
    .split(
      /[\n;]+|[.!?](?=\s|$)|,\s+(?:and\s+|but\s+)?|\s+(?:and|but)\s+(?=(?:add|say|leave|make|do|don|no|offer|use|greet|due|for|a bit|more|less|shorter|longer|warmer)\b)/i,
    )
    .map((part) => part.replace(/\uE000(\d+)\uE000/g, (_, index) => kept[Number(index)] ?? "").trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part) && !/^(please|thanks?|thank you)$/i.test(part));
}

function moneyOf(part: string): { minor: number; currency: string | null } | null {
  const found =
    /(?:^|\s)(eur|usd|gbp|chf|€|\$|£)?\s?(\d{1,9}(?:[.,]\d{2})?)\s?(eur|euros?|usd|dollars?|gbp|pounds?|chf|€|\$|£)?(?=\s|$)/i.exec(
      part,
    );
  if (!found?.[2]) return null;
  const unit = (found[1] ?? found[3] ?? "").toLowerCase();
  const currency = /eur|€/.test(unit)
    ? "EUR"
    : /usd|dollar|\$/.test(unit)
      ? "USD"
      : /gbp|pound|£/.test(unit)
        ? "GBP"
        : unit === "chf"
          ? "CHF"
          : null;
  return { minor: Math.round(Number(found[2].replace(",", ".")) * 100), currency };
}

function readPart(said: string): Wish {
  const text = quoted.exec(said)?.[1]?.trim();
  const plain = said.replace(quoted, " ").toLowerCase();
  const not = /\b(no|not|don.?t|never|without|leave out|drop|remove|skip|stop)\b/.test(plain);
  if (text && /\b(leave out|drop|remove|delete|without|skip|not|don.?t|never)\b/.test(plain))
    return { said, kind: "leave-out", text };
  if (/\b(greet|greeting|salutation|start with|begin with)\b/.test(plain)) {
    const word = text ?? Object.entries(greetings).find(([language]) => plain.includes(language))?.[1];
    return word && !not ? { said, kind: "greeting", text: word } : { said, kind: "unknown" };
  }
  if (text && /\b(add|say|mention|include|write|tell|end with)\b/.test(plain)) return { said, kind: "add", text };
  if (text) return { said, kind: "unknown" };
  if (/\b(call|phone|telephone|ring)\b/.test(plain)) return { said, kind: "call", offer: !not };
  const due = /\b(?:due|until|deadline|by)\b(?:\s+(?:on|by|is|until))?\s+(.{3,40})$/.exec(plain)?.[1];
  if (due) return { said, kind: "due", when: due.trim() };
  if (not && /\b(short|long|formal|warm|friendly)/.test(plain)) return { said, kind: "unknown" };
  if (/\b(shorter|too long|short|briefer|brief|more concise|less text)\b/.test(plain)) return { said, kind: "shorter" };
  if (/\b(longer|too short|more detail(ed)?)\b/.test(plain)) return { said, kind: "longer" };
  if (/\b(more formal|formal|formally|too casual|stiffer)\b/.test(plain)) return { said, kind: "formal" };
  if (/\b(warmer|friendlier|more friendly|warm|too cold|too stiff|kinder)\b/.test(plain))
    return { said, kind: "warmer" };
  const money = /\b(for|only|amount|credit|refund|change (?:it|the amount) to|to)\b/.test(plain)
    ? moneyOf(plain)
    : null;
  return money ? { said, kind: "amount", ...money } : { said, kind: "unknown" };
}

/** What the operator asks for, part by part, in their order. Nothing is guessed: what is not understood stays `unknown`. */
export function readWishes(guidance: string): Wish[] {
  return partsOf(guidance).slice(0, 20).map(readPart);
}
