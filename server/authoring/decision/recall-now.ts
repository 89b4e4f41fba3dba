import { draftPlace } from "#server/agents/addressee.ts";
import type { Context } from "#server/kernel/context.ts";
import {
  type KeptDecision,
  type Lesson,
  type RecalledItem,
  type RecalledPreference,
  recall,
  recallLessons,
  recallPreferences,
} from "#server/memory/index.ts";

/** What a decision's agent would be given of memory now; nothing where what it was asked was not kept. */
export async function recallNow(
  context: Context,
  { data, question }: KeptDecision,
): Promise<{ memory: RecalledItem[]; lessons: Lesson[]; preferences: RecalledPreference[] }> {
  if (!question) return { memory: [], lessons: [], preferences: [] };
  const { subjects, about, input } = question;
  const { agent, intent } = data;
  return {
    memory: await recall.execute(context, { reader: agent, subjects, about }),
    lessons: await recallLessons.execute(context, { agent, intent, subjects }),
    preferences: await recallPreferences.execute(
      context,
      draftPlace({ agent, intent, workflow: data.workflow.id, input, subjects }),
    ),
  };
}
