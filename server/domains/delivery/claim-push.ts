import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { livePushTargets } from "#server/domains/push/index.ts";
import type { PushTarget } from "#server/domains/push/schema.ts";
import { claimDue } from "./claim.ts";
import { bundleTag, doneMessage, type PushMessage, pushMessages, tagOf } from "./push-words.ts";
import { mostSinglePushes } from "./rules.ts";
import { settingsOf } from "./settings.ts";

/** Messages for the browsers of one operator; `deliveries` are settled by what becomes of them. */
export type PushBatch = { deliveries: string[]; targets: PushTarget[]; messages: PushMessage[] };

/** Takes the push messages that are due for one operator. @returns null when none is */
export const claimPushes = defineCommand({
  name: "delivery.claim-push",
  input: z.object({}),
  access: ["system"],
  run: async (scope): Promise<PushBatch | null> => {
    const { tx, context } = scope;
    const claim = await claimDue(scope, "push");
    if (!claim) return null;
    const { operatorId, told } = claim;
    const operator = await tx.operator.findUnique({ where: { id: operatorId }, select: { notify: true } });
    const subjects = told.map(({ subject }) => subject);
    const deliveries = told.map(({ deliveryId }) => deliveryId);
    if (told.length > mostSinglePushes) {
      await tx.delivery.updateMany({ where: { id: { in: deliveries } }, data: { detail: bundleTag } });
    }
    return {
      deliveries,
      targets: await livePushTargets(tx, { operatorId, now: context.clock.now() }),
      messages: pushMessages(subjects, settingsOf(operator?.notify).lockScreen),
    };
  },
});

/** What takes notifications away again, for the browsers of one operator. */
export type Closing = { targets: PushTarget[]; messages: PushMessage[] };

/**
 * Something was decided: what waits to be told of it is put aside, and what was told is taken off the screens again. Once;
 * an approval that was taken back is told no second time.
 */
export const closeDeliveries = defineCommand({
  name: "delivery.close",
  input: z.object({ kind: z.enum(["proposal", "escalation"]), subjectId: z.uuid() }),
  access: ["system"],
  run: async ({ tx, context }, { kind, subjectId }): Promise<Closing[]> => {
    const isOpen =
      kind === "proposal"
        ? await tx.proposal.count({ where: { id: subjectId, status: "pending" } })
        : await tx.escalation.count({ where: { id: subjectId, status: "open" } });
    if (isOpen > 0) return [];
    await tx.delivery.updateMany({
      where: { kind, subjectId, status: "waiting" },
      data: { status: "held", detail: "it was decided before" },
    });
    const rows = await tx.$queryRaw<{ operatorId: string; detail: string | null }[]>`
      update delivery set status = 'closed' where way = 'push' and kind = ${kind} and subject_id = ${subjectId}
        and status = 'sent' returning operator_id as "operatorId", detail`;
    const closings: Closing[] = [];
    for (const { operatorId, detail } of rows) {
      const bundled = detail === bundleTag;
      const left = { operatorId, way: "push", status: "sent", detail: bundleTag };
      if (bundled && (await tx.delivery.count({ where: left })) > 0) continue;
      closings.push({
        targets: await livePushTargets(tx, { operatorId, now: context.clock.now() }),
        messages: [doneMessage(bundled ? bundleTag : tagOf({ kind, id: subjectId }))],
      });
    }
    return closings;
  },
});
