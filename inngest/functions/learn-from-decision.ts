import { lessonOfEdit } from "#server/agents/guidance/index.ts";
import { agents } from "#server/agents/registry.ts";
import { taughtBy } from "#server/domains/proposal/index.ts";
import { readableCells, remember } from "#server/memory/index.ts";
import { inngest } from "../client.ts";
import { proposalTaught } from "../events.ts";
import { functionContext } from "../steps/run-scope.ts";

const aboutThisOne = /\b(her|him|them|this (customer|client|contact|person|company))\b/i;
const general = /\b(always|never|from now on|in general|generally|every time|each time|any more|anymore)\b/i;

/**
 * Keeps what the operator's decision teaches an agent, where the agent reads it next time: the reason of a rejection for
 * everybody unless it speaks of one, guidance and edits for the contact unless they speak of always.
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
