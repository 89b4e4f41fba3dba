import { sha256 } from "#server/kernel/canonical-json.ts";
import type { DraftEdit } from "#server/memory/preferences/schema.ts";
import { closingWords, inFull, partsOf, sentencesOf } from "./letter-parts.ts";
import { saysOutside, wordsFromOutside } from "./outside-words.ts";
import { greetingForm } from "./person-words.ts";

type Input = Record<string, unknown>;

/** An operator's edit of a draft, with what is needed to tell what may be learnt of it. */
export type Edited = {
  intent: string;
  before: Input;
  after: Input;
  /** the contact's name as it is recorded */
  name: string | null;
  /** texts from outside that the draft or the operator may have taken words of */
  outside: readonly string[];
  /** when the draft was made: days are counted from here */
  draftedAt: Date;
};

/** A letter that differs in more sentences was written anew, and teaches no sentence. */
const mostSentences = 6;
const day = 86_400_000;

/** Amounts, numbers, addresses, links and accounts are never learnt, in whatever words. */
const particular =
  /[\d@€$£%]|https?:|www\.|[\p{L}\d-]\.\p{L}{2,}|\b(euros?|dollars?|pounds?|francs?|eur|usd|gbp|chf|iban|bic|account|bank|discount|percent|hundred|thousand)\b/iu;

const squeezed = (text: string) => text.replace(/\s+/gu, " ").trim();
const shown = (text: string) => squeezed(text).slice(0, 500);

function sentencesIn(body: readonly string[]): string[] {
  return body.flatMap(sentencesOf).map(squeezed).filter(Boolean);
}

/** The sentences of one text that the other has not, each as often. */
function missingFrom(own: readonly string[], other: readonly string[]): string[] {
  const left = [...other];
  return own.filter((sentence) => {
    const at = left.indexOf(sentence);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function mayBeLearnt(sentence: string, outside: readonly string[]): boolean {
  const words = sentence.split(" ").length;
  const fits = words >= 3 && sentence.length <= 300 && !/^[-*•>]/u.test(sentence) && !/[“”"„«»]/u.test(sentence);
  return fits && !particular.test(sentence) && !saysOutside(sentence, outside);
}

/** The name of a sentence: edits that take it out and that put it in speak of the same. */
const sentenceSlot = (intent: string, sentence: string) =>
  `sentence:${intent}:${sha256(sentence.toLowerCase().replace(/[.!?]+$/u, "")).slice(0, 16)}`;

function inBody({ intent, outside }: Edited, before: readonly string[], after: readonly string[]): DraftEdit[] {
  const [had, has] = [sentencesIn(before), sentencesIn(after)];
  let [removed, added] = [missingFrom(had, has), missingFrom(has, had)];
  const edits: DraftEdit[] = [];
  const respelt = removed.flatMap((old) => {
    const next = added.find((sentence) => inFull(sentence) === inFull(old));
    return next ? [{ old, next }] : [];
  });
  const [first] = respelt;
  const tones = new Set(respelt.map(({ next }) => (next === inFull(next) ? "formal" : "casual")));
  const [tone] = tones;
  if (first && tone && tones.size === 1) {
    const texts = { before: shown(first.old), after: shown(first.next) };
    edits.push({ slot: "formality", change: { kind: "formality", tone }, ...texts });
  }
  removed = removed.filter((sentence) => !respelt.some(({ old }) => old === sentence));
  added = added.filter((sentence) => !respelt.some(({ next }) => next === sentence));
  if (removed.length + added.length > mostSentences) return edits;
  for (const sentence of removed.filter((one) => mayBeLearnt(one, outside))) {
    const change = { kind: "leave-out" as const, sentence };
    edits.push({ slot: sentenceSlot(intent, sentence), change, before: shown(sentence), after: "" });
  }
  for (const sentence of added.filter((one) => mayBeLearnt(one, outside))) {
    const change = { kind: "add" as const, sentence };
    edits.push({ slot: sentenceSlot(intent, sentence), change, before: "", after: shown(sentence) });
  }
  return edits;
}

function inLetter(edited: Edited): DraftEdit[] {
  const { before, after, name } = edited;
  if (typeof before.body !== "string" || typeof after.body !== "string" || before.body === after.body) return [];
  const [old, next] = [partsOf(before.body), partsOf(after.body)];
  const edits: DraftEdit[] = [];
  if (old.greeting && next.greeting && old.greeting !== next.greeting) {
    const form = greetingForm(next.greeting, name);
    const same = form && greetingForm(old.greeting, name)?.words === form.words;
    if (form && !same)
      edits.push({
        slot: "greeting",
        change: { kind: "greeting", ...form },
        before: shown(old.greeting),
        after: shown(next.greeting),
      });
  }
  const firstLine = (closing: string | null) => closing?.split("\n")[0]?.replace(/[\s,.!]+$/u, "") ?? "";
  const [from, to] = [firstLine(old.closing), firstLine(next.closing)];
  if (from && to && from !== to && closingWords.test(to)) {
    edits.push({ slot: "closing", change: { kind: "closing", words: to }, before: from, after: to });
  }
  return [...edits, ...inBody(edited, old.body, next.body)];
}

/** The words of a subject that were replaced: fixed words alone, never what somebody outside wrote. */
function inSubject({ intent, before, after, outside }: Edited): DraftEdit[] {
  if (typeof before.subject !== "string" || typeof after.subject !== "string") return [];
  const [old, next] = [squeezed(before.subject).split(" "), squeezed(after.subject).split(" ")];
  let start = 0;
  while (start < Math.min(old.length, next.length) && old[start] === next[start]) start += 1;
  let end = 0;
  const most = Math.min(old.length, next.length) - start;
  while (end < most && old.at(-1 - end) === next.at(-1 - end)) end += 1;
  const from = old.slice(start, old.length - end).join(" ");
  const to = next.slice(start, next.length - end).join(" ");
  const tooLong = Math.max(from.length, to.length) > 120;
  // what was put in between has no place that a rule could find again
  if (from === to || tooLong || (!from && start > 0)) return [];
  if (particular.test(from) || particular.test(to) || wordsFromOutside(`${from} ${to}`, outside)) return [];
  const texts = { before: shown(before.subject), after: shown(after.subject) };
  return [{ slot: `subject:${intent}`, change: { kind: "subject", from, to }, ...texts }];
}

function inDates({ intent, before, after, draftedAt }: Edited): DraftEdit[] {
  if (typeof before.dueAt !== "string" || typeof after.dueAt !== "string" || before.dueAt === after.dueAt) return [];
  const days = Math.round(
    (Date.parse(after.dueAt.slice(0, 10)) - Date.parse(draftedAt.toISOString().slice(0, 10))) / day,
  );
  if (!Number.isInteger(days) || days < 0 || days > 365) return [];
  const texts = { before: before.dueAt.slice(0, 10), after: after.dueAt.slice(0, 10) };
  return [{ slot: `due:${intent}`, change: { kind: "due", days }, ...texts }];
}

/**
 * What an operator's edit teaches: greeting, closing, formality, sentences, subject and days until due. Pure, and bounded.
 * Amounts, addresses, recipients and words from outside are never learnt.
 */
export function readEdits(edited: Edited): DraftEdit[] {
  const found = [...inLetter(edited), ...inSubject(edited), ...inDates(edited)];
  return [...new Map(found.map((edit) => [edit.slot, edit])).values()].slice(0, 12);
}
