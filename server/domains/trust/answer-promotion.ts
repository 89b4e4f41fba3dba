import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { lockGrant, writeGrant } from "#server/domains/autonomy/index.ts";
import { levelSchema } from "#server/domains/autonomy/schema.ts";
import { AppError } from "#server/kernel/errors.ts";
import { capsOffered } from "./caps-offered.ts";
import { type Change, changesOf, writeChange } from "./changes.ts";

const input = z.object({ offerId: z.uuid() });

/** The offer, if it is the last word on its agent and action. The grant's row is held: nothing comes in between. */
async function standingOffer(scope: CommandScope, offerId: string): Promise<{ offer: Change; bar: number | null }> {
  const offer = await scope.tx.autonomyChange.findUnique({ where: { id: offerId } });
  if (offer?.kind !== "offered") throw new AppError("not_found", "There is no such offer");
  const { bar, level } = await lockGrant(scope, offer);
  const [newest] = await changesOf(scope, offer);
  if (newest?.id !== offerId || level !== offer.fromLevel) {
    throw new AppError("conflict", "This offer does not stand any more: it was answered, or the evidence has changed");
  }
  return { offer, bar };
}

/**
 * The operator gives an agent the level that was offered, exactly as it was shown, with the caps that its evidence covers.
 * @throws AppError not_found | conflict when the offer does not stand any more
 */
export const acceptPromotion = defineCommand({
  name: "autonomy.acceptPromotion",
  input,
  access: ["operator"],
  run: async (scope, { offerId }): Promise<{ level: string }> => {
    const { offer, bar } = await standingOffer(scope, offerId);
    const { agent, action } = offer;
    const level = levelSchema.parse(offer.toLevel);
    const caps = level === "limited" ? capsOffered(offer.evidence) : {};
    const reason = `You accepted the offer: ${offer.reason}`;
    await writeGrant(scope, { agent, action, level, caps, bar, kind: "accepted", reason, evidence: { offerId } });
    return { level };
  },
});

/**
 * The operator declines an offer: it comes back only with substantially more evidence.
 * @throws AppError not_found | conflict when the offer does not stand any more
 */
export const declinePromotion = defineCommand({
  name: "autonomy.declinePromotion",
  input,
  access: ["operator"],
  run: async (scope, { offerId }): Promise<{ level: string }> => {
    const { offer } = await standingOffer(scope, offerId);
    const { agent, action, fromLevel, toLevel } = offer;
    await writeChange(scope, {
      agent,
      action,
      kind: "declined",
      fromLevel,
      toLevel,
      reason: "You declined the offer",
      evidence: { offerId },
    });
    return { level: fromLevel };
  },
});
