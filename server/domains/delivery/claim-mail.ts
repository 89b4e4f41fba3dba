import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { issueDecisionLink } from "#server/domains/decision-link/index.ts";
import { composeMail, keepNotice } from "#server/domains/mail/index.ts";
import { env } from "#server/kernel/env.ts";
import { publicUrl } from "#server/kernel/public-url.ts";
import { type Claim, claimDue } from "./claim.ts";
import { type MailItem, mailWords } from "./mail-words.ts";
import { mostMailsPerHour } from "./rules.ts";
import { settingsOf } from "./settings.ts";

/** A mail to the operator: written down and to be sent, or kept because there is no mail server. */
export type MailBatch = {
  deliveries: string[];
  /** null: kept, nothing to send */
  mail: { url: string; from: string; to: string; raw: string } | null;
};

const mostItems = 20;
const hour = 3_600_000;

/** Puts off what is due of operators who were sent enough mails in the last hour: it goes out together, later. */
async function holdBack({ tx, context }: CommandScope): Promise<void> {
  const now = context.clock.now();
  await tx.$executeRaw`
    update delivery set due_at = busy.next
    from (
      select operator_id, min(sent_at) + interval '1 hour' as next
      from (select distinct operator_id, sent_at from delivery
        where way = 'mail' and status in ('sending', 'sent', 'failed') and sent_at > ${new Date(now.getTime() - hour)}) mails
      group by operator_id having count(*) >= ${mostMailsPerHour}
    ) busy
    where delivery.operator_id = busy.operator_id and way = 'mail' and status = 'waiting' and due_at <= ${now}`;
}

async function itemsOf(scope: CommandScope, claim: Claim, sends: boolean): Promise<MailItem[]> {
  const items: MailItem[] = [];
  for (const { subject } of claim.told.slice(0, mostItems)) {
    const { proposal, id, path } = subject;
    // a mail that is kept is read by whoever is signed in, who needs no link: so no token stands in the database
    const link =
      sends && proposal
        ? await issueDecisionLink(scope, { operatorId: claim.operatorId, proposal: { id, ...proposal } })
        : null;
    items.push({ subject, url: link?.url ?? `${publicUrl()}${path}`, decides: link !== null });
  }
  return items;
}

/** Takes the mail that is due for one operator and writes it. @returns null when none is due */
export const claimMail = defineCommand({
  name: "delivery.claim-mail",
  input: z.object({}),
  access: ["system"],
  run: async (scope): Promise<MailBatch | null> => {
    const { tx, context, audit } = scope;
    await holdBack(scope);
    const claim = await claimDue(scope, "mail");
    if (!claim) return null;
    const deliveries = claim.told.map(({ deliveryId }) => deliveryId);
    if (deliveries.length === 0) return { deliveries, mail: null };
    const operator = await tx.operator.findUniqueOrThrow({ where: { id: claim.operatorId } });
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: context.workspaceId } });
    const { SMTP_URL, MAIL_FROM } = env();
    const words = mailWords(await itemsOf(scope, claim, SMTP_URL !== undefined), {
      level: settingsOf(operator.notify).lockScreen,
      zone: workspace.timeZone,
      more: Math.max(0, claim.told.length - mostItems),
    });
    const host = new URL(publicUrl()).hostname;
    const parts = {
      ...words,
      from: MAIL_FROM ?? `Adjutant <adjutant@${host}>`,
      to: operator.email,
      messageId: `<${deliveries[0]}.notice@${host}>`,
      date: context.clock.now(),
      automatic: true,
    };
    const facts = { things: deliveries.length, kept: SMTP_URL === undefined };
    await audit({ subject: { kind: "operator", id: operator.id }, data: facts });
    const raw = await composeMail(parts);
    if (SMTP_URL) return { deliveries, mail: { url: SMTP_URL, from: parts.from, to: parts.to, raw } };
    await keepNotice(scope, { ...parts, raw });
    await tx.delivery.updateMany({
      where: { id: { in: deliveries } },
      data: { status: "sent", detail: "kept in the outbox: no mail server is configured" },
    });
    return { deliveries, mail: null };
  },
});
