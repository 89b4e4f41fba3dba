import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { AppError } from "#server/kernel/errors.ts";
import { decisionRefusal } from "./rules.ts";
import { type SnoozeOffer, snoozeChoiceSchema } from "./schema.ts";
import { snoozeOffers, snoozeTime } from "./snooze-rules.ts";

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const inWords = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone }).format(at);

type SnoozeOffers = { offers: SnoozeOffer[]; title: string; zone: string; expiresAt: Date };

/** When a proposal can be put off until, on the workspace's clocks. */
export const readSnoozeOffers = defineQuery({
  name: "proposal.snoozeOffers",
  input: z.object({ proposalId: z.uuid() }),
  access: ["operator"],
  run: async ({ tx, context }, { proposalId }): Promise<SnoozeOffers> => {
    const proposal = await tx.proposal.findUnique({
      where: { id: proposalId },
      select: { title: true, expiresAt: true },
    });
    if (!proposal) throw new AppError("not_found", "There is no such proposal");
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: context.workspaceId } });
    const { title, expiresAt } = proposal;
    const zone = workspace.timeZone;
    return { offers: snoozeOffers({ now: context.clock.now(), zone, expiresAt }), title, zone, expiresAt };
  },
});

/**
 * Puts a proposal off: it is not in the queue until then, and comes back by itself. Nothing about it changes, and it
 * expires as before.
 * @throws AppError not_found | conflict (decided already) | precondition (it would expire before, or the time is past)
 */
export const snoozeProposal = defineCommand({
  name: "proposal.snooze",
  input: z.object({ proposalId: z.uuid(), until: z.union([snoozeChoiceSchema, z.date(), moment]) }),
  access: ["operator"],
  run: async (scope, { proposalId, until }): Promise<{ proposalId: string; snoozedUntil: Date }> => {
    const { tx, context } = scope;
    const now = context.clock.now();
    const { timeZone: zone } = await tx.workspace.findUniqueOrThrow({ where: { id: context.workspaceId } });
    const snoozedUntil = until instanceof Date ? until : snoozeTime({ choice: until, now, zone });
    if (snoozedUntil <= now) throw new AppError("precondition", "That time is past: choose a later one");
    const swapped = await tx.proposal.updateMany({
      where: { id: proposalId, status: "pending", expiresAt: { gt: snoozedUntil } },
      data: { snoozedUntil },
    });
    if (swapped.count === 0) {
      const proposal = await tx.proposal.findUnique({ where: { id: proposalId } });
      if (proposal?.status === "pending" && proposal.expiresAt > now) {
        const expiry = inWords(proposal.expiresAt, zone);
        throw new AppError("precondition", `It expires on ${expiry}: it has to come back before then`);
      }
      throw decisionRefusal(proposal, { now });
    }
    await scope.audit({
      subject: { kind: "proposal", id: proposalId },
      data: { until: snoozedUntil.toISOString(), ...(until instanceof Date ? {} : { choice: until }) },
    });
    scope.changed({ topic: "proposal", id: proposalId });
    return { proposalId, snoozedUntil };
  },
});

/**
 * Brings a proposal back before its time.
 * @throws AppError not_found | conflict when it is not put off
 */
export const unsnoozeProposal = defineCommand({
  name: "proposal.unsnooze",
  input: z.object({ proposalId: z.uuid() }),
  access: ["operator"],
  run: async (scope, { proposalId }): Promise<{ proposalId: string }> => {
    const { tx, context } = scope;
    const now = context.clock.now();
    const swapped = await tx.proposal.updateMany({
      where: { id: proposalId, status: "pending", snoozedUntil: { gt: now } },
      data: { snoozedUntil: null },
    });
    if (swapped.count === 0) {
      const proposal = await tx.proposal.findUnique({ where: { id: proposalId } });
      if (proposal?.status === "pending") throw new AppError("conflict", "It is not put off: it waits for you already");
      throw decisionRefusal(proposal, { now });
    }
    await scope.audit({ subject: { kind: "proposal", id: proposalId } });
    scope.changed({ topic: "proposal", id: proposalId });
    return { proposalId };
  },
});
