import type { Context } from "#server/kernel/context.ts";
import { type KeptDecision, type Lesson, type RecalledItem, recall, recallLessons } from "#server/memory/index.ts";

/** What a decision's agent would be given of memory now; nothing where what it was asked was not kept. */
export async function recallNow(
  context: Context,
  { data, question }: KeptDecision,
): Promise<{ memory: RecalledItem[]; lessons: Lesson[] }> {
  if (!question) return { memory: [], lessons: [] };
  const { subjects, about } = question;
  return {
    memory: await recall.execute(context, { reader: data.agent, subjects, about }),
    lessons: await recallLessons.execute(context, { agent: data.agent, intent: data.intent, subjects }),
  };
}
