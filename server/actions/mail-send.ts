import { z } from "zod";
import { sendBySmtp } from "#server/connectors/smtp/send.ts";
import { bareAddress, mailOfEffect, prepareMail, senderOf, settleMail } from "#server/domains/mail/index.ts";
import { env } from "#server/kernel/env.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type ActionCall, defineOutsideAction, OutcomeUnknown } from "./contract.ts";
import { line, paragraphs } from "./text.ts";

const input = z.strictObject({
  to: z.email("must be a mail address").max(254),
  subject: line(250),
  body: paragraphs(50_000),
  contactId: z.uuid().optional(),
  /** the Message-ID that this answers */
  inReplyTo: line(500).optional(),
  references: z.array(line(500)).max(50).optional(),
  /** the invoice that it is about: when that changes, the mail is stale and has to be looked at again */
  invoiceId: z.uuid().optional(),
});
const output = z.object({ status: z.enum(["sent", "kept"]), messageId: z.string(), response: z.string().nullable() });
type Input = z.output<typeof input>;

/** The mail as it was written down; a database that is away is no reason to think that anything was sent. */
async function readMail({ context, effectId }: ActionCall<Input>) {
  try {
    return await mailOfEffect.execute(context, { effectId });
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("unavailable", "The mail could not be read", { cause });
  }
}

async function keptOutcome(call: ActionCall<Input>) {
  const mail = await readMail(call);
  return mail.status === "kept" ? { status: "kept" as const, messageId: mail.messageId, response: null } : null;
}

async function send(call: ActionCall<Input>) {
  const mail = await readMail(call);
  const url = env().SMTP_URL;
  if (!url) throw new AppError("precondition", "SMTP_URL was taken away after this mail was prepared");
  const result = await sendBySmtp({
    url,
    envelope: { from: bareAddress(mail.fromAddress), to: mail.toAddress },
    raw: mail.raw,
  });
  if (result.sent) return { status: "sent" as const, messageId: mail.messageId, response: result.response };
  if (result.outcome === "unknown") throw new OutcomeUnknown(result.message);
  if (result.outcome === "refused") throw new AppError("precondition", result.message);
  throw new AppError(result.answered ? "limit" : "unavailable", result.message);
}

/** Sends one mail to one recipient. Without an SMTP server it is kept in the outbox, readable as .eml. */
export const mailSend = defineOutsideAction({
  name: "mail.send",
  description: "Sends a mail to one recipient.",
  input,
  output,
  risk: "external",
  reversible: { kind: "window" },
  delivery: "neither",
  system: "mail",
  told: ["status", "messageId"],
  appliesTo: ["contact", "message", "invoice"],
  editable: [
    { name: "to", label: "To", kind: "line" },
    { name: "subject", label: "Subject", kind: "line" },
    { name: "body", label: "Message", kind: "text" },
  ],
  title: ({ subject, to }) => `Send “${subject}” to ${to}`,
  stake: () => null,
  recipients: ({ to }) => [to],
  preview: async ({ tx, context, input: { to, subject, body } }) => ({
    kind: "mail",
    from: await senderOf({ tx, context }),
    to,
    subject,
    body,
  }),
  targets: async ({ tx, input: { invoiceId } }) => {
    if (!invoiceId) return {};
    const invoice = await tx.invoice.findUnique({ where: { id: invoiceId }, select: { version: true } });
    return { [`invoice:${invoiceId}`]: invoice?.version ?? 0 };
  },
  prepare: (scope, { effectId, key, input: { invoiceId: _, ...parts } }) =>
    prepareMail(scope, { effectId, key, ...parts }),
  foresee: (): z.output<typeof output> => ({ status: env().SMTP_URL ? "sent" : "kept", messageId: "", response: null }),
  find: keptOutcome,
  run: async (call) => (await keptOutcome(call)) ?? (await send(call)),
  settle: (scope, { effectId, input: { body, inReplyTo } }, ending) =>
    settleMail(scope, {
      effectId,
      body,
      ...(inReplyTo ? { inReplyTo } : {}),
      ...(ending.status === "succeeded"
        ? { status: ending.receipt.status, response: ending.receipt.response ?? undefined }
        : ending.status === "confirmed"
          ? { status: "sent", response: "confirmed by the operator" }
          : { status: ending.status === "again" ? "sending" : ending.status, response: ending.message }),
    }),
});
