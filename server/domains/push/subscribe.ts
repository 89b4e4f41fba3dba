import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId } from "#server/kernel/ids.ts";
import { endpointProblem } from "./endpoint.ts";
import { pushKeysSchema } from "./schema.ts";

const mostDevices = 20;

/**
 * This browser takes push messages from now on, for as long as its session lives. Repeated, it renews what is there.
 * @throws AppError invalid when the push service's address is not https and public
 */
export const subscribePush = defineCommand({
  name: "push.subscribe",
  input: z.object({
    endpoint: z
      .string()
      .max(2_000)
      .superRefine((text, refinement) => {
        const message = endpointProblem(text);
        if (message) refinement.addIssue({ code: "custom", message });
      }),
    keys: pushKeysSchema,
    userAgent: z.string().max(400).default(""),
  }),
  access: ["operator"],
  run: async ({ tx, context, audit, changed }, { endpoint, keys, userAgent }): Promise<{ id: string }> => {
    const { workspaceId, actor } = context;
    // a link in a mail decides one proposal and does nothing else
    if (actor.kind !== "operator" || actor.via) throw new AppError("forbidden", "Sign in first");
    const now = context.clock.now();
    const facts = { operatorId: actor.id, sessionId: actor.sessionId, ...keys, userAgent, endedAt: null };
    const { id } = await tx.pushSubscription.upsert({
      where: { workspaceId_endpoint: { workspaceId, endpoint } },
      create: { id: newId(), workspaceId, endpoint, createdAt: now, ...facts },
      update: facts,
      select: { id: true },
    });
    const live = await tx.pushSubscription.findMany({
      where: { operatorId: actor.id, endedAt: null },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: { id: true },
      skip: mostDevices,
    });
    await tx.pushSubscription.updateMany({ where: { id: { in: live.map((row) => row.id) } }, data: { endedAt: now } });
    await audit({ subject: { kind: "push_subscription", id }, data: { service: new URL(endpoint).host } });
    changed({ topic: "workspace", id: workspaceId });
    return { id };
  },
});

/** A browser takes no more push messages. Repeating it changes nothing. @throws AppError not_found */
export const unsubscribePush = defineCommand({
  name: "push.unsubscribe",
  input: z.object({ id: z.uuid() }),
  access: ["operator"],
  run: async ({ tx, context, audit, changed }, { id }): Promise<{ id: string }> => {
    const row = await tx.pushSubscription.findUnique({ where: { id } });
    if (!row || row.operatorId !== context.actor.id) throw new AppError("not_found", "There is no such device");
    if (row.endedAt) return { id };
    await tx.pushSubscription.update({ where: { id }, data: { endedAt: context.clock.now() } });
    await audit({ subject: { kind: "push_subscription", id } });
    changed({ topic: "workspace", id: context.workspaceId });
    return { id };
  },
});
