import type { Heard } from "#server/domains/proposal/schema.ts";
import { readWishes } from "./read-wishes.ts";
import { redo } from "./redo.ts";

/** A lesson as an agent hears it. */
type Taught = { id: string; text: string; action: string; via: "reject" | "guidance" | "edit"; at: Date };

const general = /\b(always|never|from now on|in general|generally|every time|each time|any more|anymore)\b/i;
/** What holds for one mail alone unless the operator says otherwise. */
const oneOff = ["add", "leave-out", "due", "amount"];

/** Whether a lesson speaks of what comes after, and not of the one proposal that it was said about. */
function holdsOn({ text, via }: Taught): boolean {
  if (general.test(text)) return true;
  return via === "reject" && readWishes(text).every(({ kind }) => !oneOff.includes(kind));
}

/**
 * Applies what the operator taught before to a new draft, as far as code can: pure. What is not applied is listed all the
 * same, so that the operator sees that it was heard.
 */
export function applyLessons(
  draft: { action: string; input: unknown },
  lessons: readonly Taught[],
  now: Date,
): { input: unknown; heard: Heard[] } {
  const meant = lessons.filter((lesson) => lesson.action === draft.action);
  if (meant.length === 0 || typeof draft.input !== "object" || draft.input === null)
    return { input: draft.input, heard: [] };
  let input = draft.input as Record<string, unknown>;
  const done = new Set<string>();
  const heard = meant.flatMap((lesson): Heard[] => {
    const said = { said: lesson.text, at: lesson.at.toISOString(), memoryId: lesson.id };
    if (!holdsOn(lesson)) return [{ ...said, followed: false, note: "noted; say “always” to have it done every time" }];
    const made = redo(input, [{ text: lesson.text, at: said.at, memoryId: lesson.id }], now);
    // the same thing said twice is done once
    const fresh = made.heard.filter((part) => !done.has(part.said.toLowerCase()));
    if (fresh.length === 0) return [{ ...said, followed: true, note: "as said again later" }];
    for (const part of fresh) done.add(part.said.toLowerCase());
    input = made.input;
    const followed = made.heard.some((part) => part.followed);
    const notes = made.heard.filter((part) => part.followed === followed).map((part) => part.note);
    return [{ ...said, followed, note: [...new Set(notes)].join("; ") }];
  });
  return { input, heard };
}
