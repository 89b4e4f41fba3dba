import type { Context } from "#server/kernel/context.ts";
import { type Lesson, recallLessons } from "./lessons.ts";
import { recallPreferences } from "./preferences/queries.ts";
import type { RecalledPreference } from "./preferences/recalled.ts";
import { recall } from "./recall/recall.ts";
import type { RecalledItem } from "./recall/schema.ts";

/** All that an agent is given of memory when it is asked. */
export type RecalledForDraft = {
  memory: RecalledItem[];
  /** what the operator taught by words */
  lessons: Lesson[];
  /** what their edits came to */
  preferences: RecalledPreference[];
};

/** What an agent is given of memory for a draft, as far as it may read it. */
export async function recallForDraft(
  context: Context,
  {
    place,
    subjects,
    about,
  }: {
    /** where the draft stands among all drafts */
    place: { agent: string; intent: string; workflow: string; contactId: string | null; domain: string | null };
    subjects: { kind: string; id: string }[];
    /** the text that memory is searched by */
    about: string;
  },
): Promise<RecalledForDraft> {
  const { agent, intent } = place;
  return {
    memory: await recall.execute(context, { reader: agent, subjects, about }),
    lessons: await recallLessons.execute(context, { agent, intent, subjects }),
    preferences: await recallPreferences.execute(context, place),
  };
}
