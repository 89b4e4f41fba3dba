import { draftPlace } from "#server/agents/addressee.ts";
import type { Context } from "#server/kernel/context.ts";
import { type KeptDecision, type RecalledForDraft, recallForDraft } from "#server/memory/index.ts";

/** What a decision's agent would be given of memory now; nothing where what it was asked was not kept. */
export async function recallNow(context: Context, { data, question }: KeptDecision): Promise<RecalledForDraft> {
  if (!question) return { memory: [], lessons: [], preferences: [] };
  const { subjects, about, input } = question;
  const { agent, intent, workflow } = data;
  const place = draftPlace({ agent, intent, workflow: workflow.id, input, subjects });
  return recallForDraft(context, { place, subjects, about });
}
