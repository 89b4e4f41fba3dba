import { crm } from "#server/agents/crm.ts";
import { remember } from "#server/memory/index.ts";
import { beginAsking, endAsking, settle } from "../steps/ask-operator.ts";
import { defineWorkflowFunction } from "../steps/define-workflow-function.ts";
import { gatherLetter, type Letter } from "../steps/gather.ts";
import { proposeAll } from "../steps/propose-all.ts";
import { runAgent } from "../steps/run-agent.ts";
import { type RunScope, runStep } from "../steps/run-scope.ts";

/** Keeps what was asked, in the contact's profile. The words are from outside, so they wait for confirmation. */
function rememberEnquiry(scope: RunScope, letter: Letter): Promise<{ memoryId: string }> {
  const { contact, message, now } = letter;
  return runStep(scope, { id: "remember", title: "Remember what was asked" }, async () => {
    const { id } = await remember.execute(scope.context, {
      tier: "profile",
      kind: "summary",
      subject: { kind: "contact", id: contact.id },
      text: `Asked on ${now.slice(0, 10)} about “${message.subject.trim().slice(0, 200) || "their project"}”.`,
      source: { kind: "event", id: letter.eventId },
      taint: letter.taint,
      confidence: 0.8,
    });
    return { memoryId: id };
  });
}

/** Drafts an answer to an enquiry and a follow-up, and does each as far as the operator approves. */
export const newEnquiry = defineWorkflowFunction("new-enquiry", async (scope) => {
  const letter = await gatherLetter(scope);
  const { contact, message, sender, earlierMessages, now } = letter;
  const answered = await runAgent(scope, {
    step: "draft-reply",
    title: "Draft a reply and a follow-up",
    agent: crm,
    intent: "draft-reply",
    input: { contact, message, sender, earlierMessages, now },
    subjects: [{ kind: "contact", id: contact.id }],
    about: `${message.subject}\n${message.body}`.slice(0, 20_000),
  });
  const proposals = await proposeAll(scope, { step: "draft-reply", agent: crm, answered });
  await beginAsking(scope, { step: "ask-operator", count: proposals.length });
  const [reply, followUp] = proposals;
  const settled = await Promise.all([
    ...(reply ? [settle(scope, "send-reply", reply)] : []),
    ...(followUp ? [settle(scope, "plan-follow-up", followUp)] : []),
  ]);
  await endAsking(scope, { step: "ask-operator", settled });
  await rememberEnquiry(scope, letter);
  const [sent, planned] = settled;
  const answer = sent?.status === "executed" ? "Answered" : `Not answered: the reply was ${sent?.status ?? "not made"}`;
  return `${answer}${planned?.status === "executed" ? "; follow-up noted" : ""}`;
});
