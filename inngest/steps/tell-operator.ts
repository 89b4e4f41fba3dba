import { sendPush } from "#server/connectors/push/send-push.ts";
import { sendBySmtp } from "#server/connectors/smtp/send.ts";
import {
  claimMail,
  claimPushes,
  closeDeliveries,
  type PushMessage,
  settleDeliveries,
} from "#server/domains/delivery/index.ts";
import { bareAddress } from "#server/domains/mail/index.ts";
import { notePushes } from "#server/domains/push/index.ts";
import type { PushTarget } from "#server/domains/push/schema.ts";
import type { Context } from "#server/kernel/context.ts";

const mostBatches = 20;
const heldSeconds = 24 * 3600;
const mailDeadline = 30_000;

/** Sends each message to each browser and writes down who is gone. @returns how many messages were taken, and whether to try again */
async function pushAll(
  context: Context,
  { targets, messages }: { targets: readonly PushTarget[]; messages: readonly PushMessage[] },
): Promise<{ taken: number; again: string | null }> {
  const taken = new Set<string>();
  const gone = new Map<string, string>();
  let again: string | null = null;
  for (const target of targets) {
    for (const message of messages) {
      if (gone.has(target.id)) continue;
      const result = await sendPush({ target, payload: message, tag: message.tag, seconds: heldSeconds });
      if (result.outcome === "taken") taken.add(target.id);
      else if (result.outcome === "gone") gone.set(target.id, result.because);
      else if (result.outcome === "again") again = result.because;
    }
  }
  await notePushes.execute(context, {
    taken: [...taken],
    gone: [...gone].map(([id, because]) => ({ id, because: because.slice(0, 200) })),
  });
  return { taken: taken.size, again };
}

/** Sends the push messages that are due in a workspace. @returns how many things were told */
export async function deliverPushes(context: Context): Promise<number> {
  let told = 0;
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const claimed = await claimPushes.execute(context, {});
    if (!claimed) break;
    const { deliveries } = claimed;
    if (deliveries.length === 0) continue;
    const { taken, again } = await pushAll(context, claimed);
    if (taken > 0) {
      told += deliveries.length;
      await settleDeliveries.execute(context, { ids: deliveries, outcome: "sent" });
    } else {
      const outcome = again ? "again" : "failed";
      const detail = again ?? "No browser takes push messages any more";
      await settleDeliveries.execute(context, { ids: deliveries, outcome, detail });
    }
  }
  return told;
}

/** Sends the mails to operators that are due in a workspace. Never twice: what may have arrived is not sent again. */
export async function deliverMails(context: Context): Promise<number> {
  let told = 0;
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const claimed = await claimMail.execute(context, {});
    if (!claimed) break;
    const { deliveries, mail } = claimed;
    told += deliveries.length;
    if (!mail) continue;
    const { url, from, to, raw } = mail;
    const result = await sendBySmtp({ url, envelope: { from: bareAddress(from), to }, raw, deadline: mailDeadline });
    const outcome = result.sent ? "sent" : result.outcome === "retry" ? "again" : "failed";
    const detail = result.sent ? result.response : result.message;
    await settleDeliveries.execute(context, { ids: deliveries, outcome, detail: detail.slice(0, 500) });
  }
  return told;
}

/** Takes off the operator's screens what was decided elsewhere. */
export async function closeNotices(
  context: Context,
  subject: { kind: "proposal" | "escalation"; subjectId: string },
): Promise<number> {
  const closings = await closeDeliveries.execute(context, subject);
  for (const closing of closings) await pushAll(context, closing);
  return closings.length;
}
