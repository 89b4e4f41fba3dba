import type { Heard } from "#server/domains/proposal/schema.ts";
import type { Change } from "#server/memory/preferences/schema.ts";
import { addTo, inFull, inShort, type Letter, partsOf, textOf, without } from "./letter-parts.ts";
import { greetingLineOf } from "./person-words.ts";

type Input = Record<string, unknown>;

/** What the operator's edits taught, as an agent's draft is changed by it. */
export type Learnt = { id: string; text: string; action: string; change: Change; at: Date };

const day = 86_400_000;
/** Sentences before greeting and closing, so that these are still found. */
const order: readonly Change["kind"][] = ["leave-out", "add", "formality", "subject", "due", "greeting", "closing"];

const plain = (sentence: string) =>
  sentence
    .replace(/\s+/gu, " ")
    .trim()
    .toLowerCase()
    .replace(/[.!?]+$/u, "");

function inTone(body: readonly string[], tone: "formal" | "casual"): string[] {
  const respell = tone === "formal" ? inFull : inShort;
  const line = (text: string) => (/^\s*[-*•>]|[“”"„«»]/u.test(text) ? text : respell(text));
  // what is quoted stays as it was said
  return body.map((paragraph) => paragraph.split("\n").map(line).join("\n"));
}

function letterWith(letter: Letter, change: Change, name: string | null): Letter | null {
  switch (change.kind) {
    case "leave-out": {
      const { letter: rest, taken } = without(letter, (sentence) => plain(sentence) === plain(change.sentence));
      return taken > 0 && rest.body.length > 0 ? rest : null;
    }
    case "add":
      return addTo(letter, [change.sentence]);
    case "formality":
      return { ...letter, body: inTone(letter.body, change.tone) };
    case "greeting": {
      const greeting = letter.greeting && greetingLineOf(change.words, name);
      return greeting ? { ...letter, greeting } : null;
    }
    case "closing": {
      if (!letter.closing) return null;
      const [, ...signature] = letter.closing.split("\n");
      return { ...letter, closing: [change.words, ...signature].join("\n") };
    }
    default:
      return null;
  }
}

function subjectWith(subject: string, { from, to }: { from: string; to: string }): string {
  if (!from) return subject.startsWith(to) ? subject : `${to} ${subject}`;
  const words = ` ${subject} `;
  const at = words.indexOf(` ${from} `);
  if (at < 0 || (to && words.includes(` ${to} `))) return subject;
  return `${words.slice(0, at)} ${to}${to ? " " : ""}${words.slice(at + from.length + 2)}`.trim();
}

function inputWith(input: Input, change: Change, { name, now }: { name: string | null; now: Date }): Input {
  if (change.kind === "due") {
    if (typeof input.dueAt !== "string") return input;
    return { ...input, dueAt: new Date(now.getTime() + change.days * day).toISOString().slice(0, 10) };
  }
  if (change.kind === "subject") {
    return typeof input.subject === "string" ? { ...input, subject: subjectWith(input.subject, change) } : input;
  }
  if (typeof input.body !== "string") return input;
  const letter = letterWith(partsOf(input.body), change, name);
  return letter ? { ...input, body: textOf(letter) } : input;
}

/**
 * Does again what the operator's edits taught: pure. Only what changed the draft is told; recipients, amounts and all that
 * is not the draft's wording or its day stay as they are.
 */
export function applyPreferences(
  draft: { action: string; input: unknown },
  preferences: readonly Learnt[],
  person: { name: string | null; now: Date },
): { input: unknown; heard: Heard[] } {
  if (typeof draft.input !== "object" || draft.input === null) return { input: draft.input, heard: [] };
  let input = draft.input as Input;
  const meant = preferences
    .filter((preference) => preference.action === draft.action)
    .sort((one, other) => order.indexOf(one.change.kind) - order.indexOf(other.change.kind));
  const heard = meant.flatMap((preference): Heard[] => {
    const next = inputWith(input, preference.change, person);
    if (JSON.stringify(next) === JSON.stringify(input)) return [];
    input = next;
    const { text: said, at, id: memoryId } = preference;
    return [{ said, at: at.toISOString(), followed: true, note: "learnt from your edits", memoryId }];
  });
  return { input, heard };
}
