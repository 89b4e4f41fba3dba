import { lessonOfEdit, readEdits } from "#server/agents/guidance/index.ts";
import { ownDomain } from "#server/agents/identity-rules.ts";
import { agents } from "#server/agents/registry.ts";
import { taughtBy } from "#server/domains/proposal/index.ts";
import { outsideWordsOf } from "#server/effects/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { learnEdits, readableCells, remember } from "#server/memory/index.ts";
import { inngest } from "../client.ts";
import { proposalTaught } from "../events.ts";
import { functionContext } from "../steps/run-scope.ts";

const aboutThisOne = /\b(her|him|them|this (customer|client|contact|person|company))\b/i;
const general = /\b(always|never|from now on|in general|generally|every time|each time|any more|anymore)\b/i;

type Edit = Extract<NonNullable<Awaited<ReturnType<typeof taughtBy.execute>>>, { via: "edit" }>;

/** What an edit changed in ways that can be done again. @returns how much was learnt that is new; null where nothing can be */
async function learnEdit(
  context: Context,
  { proposalId, runId, operatorId }: { proposalId: string; runId: string; operatorId: string },
  edit: Edit,
): Promise<{ learnt: number } | null> {
  const { agent, intent, action, contactId, workflow, contact, before, after, draftedAt, editedAt } = edit;
  const outside = await outsideWordsOf.execute(context, { runId });
  const edits = readEdits({ intent, before, after, name: contact?.name ?? null, outside, draftedAt });
  if (edits.length === 0) return null;
  return learnEdits.execute(context, {
    ...{ proposalId, operatorId, agent, action, workflow, contactId, edits },
    domain: ownDomain(contact?.email ?? null),
    at: editedAt,
  });
}

/**
 * Keeps what the operator's decision teaches an agent, where the agent reads it next time: the reason of a rejection for
 * everybody unless it speaks of one, guidance for the contact unless it speaks of always. An edit becomes preferences, whose
 * scope follows from all edits like it; one that teaches nothing that could be done again is noted for the contact.
 */
export const learnFromDecision = inngest.createFunction(
  { id: "learn-from-decision", triggers: [{ event: proposalTaught }], retries: 8 },
  async ({ event, step }) => {
    const { workspaceId, proposalId, runId, operatorId } = event.data;
    const context = functionContext({ workspaceId, runId, functionId: "learn-from-decision" });
    return step.run("remember", async () => {
      const taught = await taughtBy.execute(context, { proposalId });
      const agent = agents.find(({ name }) => name === taught?.agent);
      if (!taught || !agent) return null;
      const { via, intent, action, contactId } = taught;
      if (via === "edit" && agent.memory.read.length > 0) {
        const learnt = await learnEdit(context, { proposalId, runId, operatorId }, taught);
        if (learnt) return learnt;
      }
      const text = via === "edit" ? lessonOfEdit(taught.before, taught.after) : taught.said;
      const one = contactId !== null && (via === "reject" ? aboutThisOne.test(text ?? "") : !general.test(text ?? ""));
      const tier = one ? "profile" : "canonical";
      // what an agent does not read cannot teach it
      const cells = await readableCells.execute(context, { reader: agent.name });
      if (!text || !cells.some((cell) => cell.tier === tier && cell.kind === "lesson")) return null;
      return remember.execute(context, {
        tier,
        kind: "lesson",
        subject: one ? { kind: "contact", id: contactId } : { kind: "workspace", id: workspaceId },
        text,
        attributes: { agent: agent.name, intent, action, via },
        source: { kind: "operator", id: operatorId },
        taint: "operator",
        confidence: 1,
      });
    });
  },
);
