import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import type { Context } from "#server/kernel/context.ts";
import { log } from "#server/kernel/log.ts";
import type { EffectRecord } from "./locked-effect.ts";
import { leaseMilliseconds } from "./outcome.ts";

/** Prolongs a claim while its holder is at work. @returns false when it is not the holder's any more */
export const renewLease = defineCommand({
  name: "effect.renew",
  input: z.object({ effectId: z.uuid(), lease: z.int().min(1) }),
  access: ["system", "operator"],
  run: async ({ tx, context }, { effectId, lease }): Promise<boolean> => {
    const leaseUntil = new Date(context.clock.now().getTime() + leaseMilliseconds);
    const renewed = await tx.effect.updateMany({
      where: { id: effectId, lease, status: "calling" },
      data: { leaseUntil },
    });
    return renewed.count === 1;
  },
});

/**
 * Runs `work` while its lease is renewed four times per term. A dead holder's claim therefore lapses within one term,
 * however long a live one's call takes.
 */
export async function holdingLease<T>(
  request: { context: Context; effect: Pick<EffectRecord, "id" | "lease">; every?: number },
  work: () => Promise<T>,
): Promise<T> {
  const { context, effect, every = leaseMilliseconds / 4 } = request;
  const timer = setInterval(() => {
    renewLease
      .execute(context, { effectId: effect.id, lease: effect.lease })
      .catch((error) => log.warn({ error, effectId: effect.id }, "a lease could not be renewed"));
  }, every);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
