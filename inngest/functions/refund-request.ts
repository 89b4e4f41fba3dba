import { z } from "zod";
import { billing } from "#server/agents/billing.ts";
import { invoicesOfContact } from "#server/domains/invoice/index.ts";
import { withdrawProposals } from "#server/domains/proposal/index.ts";
import type { Proposed } from "#server/effects/index.ts";
import { formatMoney } from "#server/kernel/money.ts";
import { remember } from "#server/memory/index.ts";
import { beginAsking, endAsking, settle } from "../steps/ask-operator.ts";
import { defineWorkflowFunction } from "../steps/define-workflow-function.ts";
import { gatherLetter, type Letter } from "../steps/gather.ts";
import { proposeAll } from "../steps/propose-all.ts";
import { type Answered, runAgent } from "../steps/run-agent.ts";
import { type RunScope, runStep } from "../steps/run-scope.ts";
import type { Settled } from "./settle-proposal.ts";

const creditShape = z.object({ amountMinor: z.int(), currency: z.string(), invoiceId: z.string() });
const receiptShape = z.object({ number: z.string(), totalMinor: z.int() });

type Assessed = Answered & { numberOf: (invoiceId: string) => string | null };

async function assess(scope: RunScope, letter: Letter): Promise<Assessed> {
  const { contact, message, sender } = letter;
  const invoices = await runStep(scope, { id: "find-invoices", title: "Look up their invoices" }, () =>
    invoicesOfContact.execute(scope.context, { contactId: contact.id }),
  );
  const answered = await runAgent(scope, {
    step: "assess-refund",
    title: "Check the invoice and the amount",
    agent: billing,
    intent: "assess-refund",
    input: { contact, message, sender, invoices },
    subjects: [{ kind: "contact", id: contact.id }],
    about: `${message.subject}\n${message.body}`.slice(0, 20_000),
  });
  return { ...answered, numberOf: (id) => invoices.find((invoice) => invoice.id === id)?.number ?? null };
}

/** Takes the mail back that would have told of the credit. */
function withdrawMail(scope: RunScope, mail: Proposed, reason: string): Promise<{ withdrawn: number }> {
  const { context, runId } = scope;
  return runStep(scope, { id: "tell-customer", round: 0, title: "Withdraw the mail" }, () =>
    withdrawProposals.execute(context, { runId, proposalId: mail.proposalId, reason }),
  );
}

/** The operator changed the amount: the mail that names the old one is withdrawn, and one with the new amount proposed. */
async function mailWithAmount(
  scope: RunScope,
  letter: Letter,
  facts: {
    mail: Proposed;
    number: string;
    amountMinor: number;
    currency: string;
    invoiceId: string;
    invoiceNumber: string | null;
  },
): Promise<Proposed | undefined> {
  const { mail, ...credit } = facts;
  await withdrawMail(scope, mail, "The credit was issued over another amount");
  const { contact, message, sender } = letter;
  const answered = await runAgent(scope, {
    step: "tell-customer",
    round: 1,
    title: "Draft the mail with the amount that was credited",
    agent: billing,
    intent: "tell-refund",
    input: { contact, message, sender, credit },
    subjects: [{ kind: "contact", id: contact.id }],
    about: message.subject,
  });
  const [proposed] = await proposeAll(scope, { step: "tell-customer", round: 1, agent: billing, answered });
  return proposed;
}

function rememberCredit(scope: RunScope, letter: Letter, text: string): Promise<{ memoryId: string }> {
  return runStep(scope, { id: "remember", title: "Remember the refund" }, async () => {
    const { id } = await remember.execute(scope.context, {
      tier: "profile",
      kind: "fact",
      subject: { kind: "contact", id: letter.contact.id },
      text,
      source: { kind: "run", id: scope.runId },
      // made of our own ledger's figures alone
      taint: "operator",
      confidence: 1,
    });
    return { memoryId: id };
  });
}

/** Checks a refund request, credits what the operator approves, and only then tells the customer. */
export const refundRequest = defineWorkflowFunction("refund-request", async (scope) => {
  const letter = await gatherLetter(scope);
  const answered = await assess(scope, letter);
  const proposals = await proposeAll(scope, { step: "assess-refund", agent: billing, answered });
  const drafted = answered.outcome.proposals[0];
  const wanted = drafted?.action === "credit-note.issue" ? creditShape.parse(drafted.input) : null;
  await beginAsking(scope, { step: "ask-operator", count: proposals.length });
  if (!wanted) return settleAnswer(scope, proposals);
  const [creditProposal, mailProposal] = proposals;
  if (!creditProposal || !mailProposal) return "Nothing was proposed";
  const credit = await settle(scope, "issue-credit", creditProposal);
  if (credit.status !== "executed") {
    await withdrawMail(scope, mailProposal, "The credit was not issued");
    await endAsking(scope, { step: "ask-operator", settled: [credit] });
    return `No credit: it was ${credit.status}`;
  }
  const { number, totalMinor } = receiptShape.parse(credit.receipt);
  const { currency, invoiceId } = wanted;
  const invoiceNumber = answered.numberOf(invoiceId);
  const facts = { mail: mailProposal, number, amountMinor: totalMinor, currency, invoiceId, invoiceNumber };
  const mail = totalMinor === wanted.amountMinor ? mailProposal : await mailWithAmount(scope, letter, facts);
  const told: Settled | null = mail ? await settle(scope, "tell-customer-mail", mail) : null;
  await endAsking(scope, { step: "ask-operator", settled: told ? [credit, told] : [credit] });
  const amount = formatMoney({ amountMinor: totalMinor, currency: wanted.currency });
  const text = `Was credited ${amount} on ${letter.now.slice(0, 10)} (credit note ${number}) after asking for a refund.`;
  await rememberCredit(scope, letter, text);
  return `Credited ${amount} (${number}); ${told?.status === "executed" ? "the customer was told" : "the customer was not told"}`;
});

/** No credit to propose: the answer to the customer is all there is. */
async function settleAnswer(scope: RunScope, proposals: readonly Proposed[]): Promise<string> {
  const [mail] = proposals;
  const answer = mail ? await settle(scope, "tell-customer-mail", mail) : null;
  await endAsking(scope, { step: "ask-operator", settled: answer ? [answer] : [] });
  return answer?.status === "executed" ? "No credit proposed; the customer was asked" : "No credit proposed";
}
