import { z } from "zod";
import { defineAgent, defineIntent, type ProposalDraft, type Recalled } from "./contract.ts";
import { enrichCustomer } from "./crm-enrich.ts";
import { acknowledgeLead, fileLead } from "./crm-lead.ts";
import { welcomeCustomer } from "./crm-welcome.ts";
import { missingFacts, questionsOf } from "./enquiry.ts";
import { greeting, letter, oneLine, replySubject, signature, threadOf } from "./letter.ts";
import { fromMessage } from "./memories/crm-memories.ts";
import { crmMeta } from "./meta.ts";
import { addressee, incoming, sender } from "./request-parts.ts";

const [draftReplyMeta, enrich, welcome, acknowledge, file] = crmMeta.intents;
const day = 86_400_000;
const followUpDays = 3;

const input = z.object({
  contact: addressee,
  message: incoming,
  sender,
  /** messages that the contact and we exchanged before this one */
  earlierMessages: z.int(),
  now: z.iso.datetime(),
});
type Enquiry = z.output<typeof input>;

/** Confirmed company knowledge that shares words with the enquiry: what can be answered at once. */
function answersOf(memory: readonly Recalled[]): Recalled[] {
  return memory.filter((item) => item.why.startsWith("company knowledge") && item.why.includes("matches")).slice(0, 2);
}

/** The reply as the template makes it. */
function templateReply({ contact, message, sender, earlierMessages }: Enquiry, memory: Recalled[]): string {
  const about = oneLine(message.subject, 120);
  const questions = questionsOf(message.body);
  const answers = answersOf(memory);
  const missing = missingFacts(`${message.subject}\n${message.body}`);
  const thanks = about ? `thank you for your message about “${about}”.` : "thank you for your message.";
  return letter([
    greeting(contact.name, memory),
    earlierMessages > 0 ? `it is good to hear from you again, and ${thanks}` : thanks,
    questions.length ? `You asked:\n${questions.map((question) => `- ${question}`).join("\n")}` : null,
    answers.length
      ? `What I can say already:\n${answers.map((item) => `- ${oneLine(item.text, 300)}`).join("\n")}`
      : null,
    missing.length
      ? `To answer properly, I would like to know:\n${missing.map(({ ask }) => `- ${ask}`).join("\n")}`
      : null,
    "If it is easier for you, we can go through it on a call of twenty minutes: send me two times that suit you.",
    signature(sender),
  ]);
}

/** How far a draft can be trusted: what the template could use, in steps; a template never knows the person's tone. */
function confidenceOf(facts: { questions: number; answers: number; missing: number; rewritten: boolean }): number {
  const base = facts.rewritten ? 0.6 : 0.45;
  return Math.min(
    0.85,
    base + Math.min(facts.questions, 2) * 0.05 + facts.answers * 0.1 + (facts.missing < 3 ? 0.05 : 0),
  );
}

const draftReply = defineIntent({
  purpose: draftReplyMeta.purpose,
  input,
  offlineMethod: draftReplyMeta.offlineMethod,
  decide: async ({ input: enquiry, memory, model, guidance = [], standing }) => {
    const { contact, message, sender } = enquiry;
    const template = standing ?? templateReply(enquiry, memory);
    const asked = guidance.length ? ` The operator asks: ${guidance.join("; ")}.` : "";
    const rewritten = await model?.rewrite({
      instructions: `The company is called ${sender.company}. Keep it under 200 words.${asked}`,
      draft: template,
      untrusted: `${message.subject}\n\n${message.body}`.slice(0, 8_000),
    });
    const questions = questionsOf(message.body);
    const answers = answersOf(memory);
    const missing = missingFacts(`${message.subject}\n${message.body}`);
    const facts = { questions: questions.length, answers: answers.length, missing: missing.length };
    const confidence = confidenceOf({ ...facts, rewritten: Boolean(rewritten) });
    const method = rewritten ? `${model?.name} over the template "reply to enquiry"` : 'template "reply to enquiry"';
    const evidence = [
      { kind: "message" as const, id: message.id, label: oneLine(message.subject, 80) || "Their message" },
      ...answers.map((item) => ({ kind: "memory" as const, id: item.id, label: oneLine(item.text, 80) })),
    ];
    const name = oneLine(contact.name, 80);
    const reply: ProposalDraft = {
      action: "mail.send",
      input: {
        to: contact.email,
        subject: replySubject(message.subject),
        body: rewritten ?? template,
        contactId: contact.id,
        ...threadOf(message),
      },
      reason: `${name} asks about your work and has no answer yet.`,
      evidence,
      confidence,
      method,
      contactId: contact.id,
      ...(rewritten && guidance.length ? { guided: true } : {}),
    };
    const followUp: ProposalDraft = {
      action: "task.create",
      input: {
        title: `Follow up with ${name}: ${oneLine(message.subject, 80) || "their enquiry"}`,
        ...(missing.length ? { note: `Still to be learnt: ${missing.map((fact) => fact.name).join(", ")}.` } : {}),
        dueAt: new Date(Date.parse(enquiry.now) + followUpDays * day).toISOString().slice(0, 10),
        contactId: contact.id,
      },
      reason: `If ${name} has not answered in ${followUpDays} days, a short question keeps the enquiry alive.`,
      evidence: evidence.slice(0, 1),
      confidence: 0.7,
      method: `rule: a follow-up ${followUpDays} days after an enquiry`,
      contactId: contact.id,
    };
    return {
      findings: [
        {
          label: "Questions asked",
          value: questions.length ? questions.join(" ") : "none that end in a question mark",
        },
        { label: "Still missing", value: missing.length ? missing.map((fact) => fact.name).join(", ") : "nothing" },
        { label: "Answered from memory", value: String(answers.length) },
      ],
      proposals: [reply, followUp],
      memories: fromMessage(contact, message, enquiry.now),
      confidence,
      method,
    };
  },
});

/** The CRM agent. */
export const crm = defineAgent({
  name: crmMeta.name,
  purpose: crmMeta.purpose,
  intents: {
    [draftReplyMeta.name]: draftReply,
    [enrich.name]: enrichCustomer,
    [welcome.name]: welcomeCustomer,
    [acknowledge.name]: acknowledgeLead,
    [file.name]: fileLead,
  },
  mayPropose: crmMeta.actions,
  memory: crmMeta.memory,
  budget: { modelCallsPerRun: 1 },
});
