import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { livePushTargets } from "#server/domains/push/index.ts";
import { newId, stableId } from "#server/kernel/ids.ts";
import { dueTimes } from "./rules.ts";
import { settingsOf } from "./settings.ts";
import { openSubjects } from "./subjects.ts";

const subjectSchema = z.object({
  kind: z.enum(["proposal", "escalation", "notification"]),
  subjectId: z.uuid(),
  /** tells apart that the same thing came up again: a review task that was opened anew */
  again: z.string().max(40).optional(),
});

/** An edit or a refresh was made by the operator's own hand: they need not be told of it. */
async function isOwnWork(tx: CommandScope["tx"], kind: string, id: string): Promise<boolean> {
  return kind === "proposal" && (await tx.proposal.count({ where: { replacedById: id } })) > 0;
}

/** Writes down who is to be told of something, by which way and when: once each, however often it is called. */
export const planDeliveries = defineCommand({
  name: "delivery.plan",
  input: subjectSchema,
  access: ["system"],
  run: async ({ tx, context }, { kind, subjectId, again }): Promise<{ planned: number }> => {
    const { workspaceId } = context;
    if ((await openSubjects(tx, [{ kind, subjectId }])).size === 0) return { planned: 0 };
    if (await isOwnWork(tx, kind, subjectId)) return { planned: 0 };
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
    const operators = await tx.operator.findMany({ select: { id: true, notify: true } });
    const now = context.clock.now();
    let planned = 0;
    for (const operator of operators) {
      const targets = await livePushTargets(tx, { operatorId: operator.id, now });
      const due = dueTimes({
        now,
        settings: settingsOf(operator.notify),
        zone: workspace.timeZone,
        hasPush: targets.length > 0,
        decides: kind !== "notification",
      });
      const ways = Object.entries(due).flatMap(([way, dueAt]) => (dueAt ? [{ way, dueAt }] : []));
      const facts = { workspaceId, operatorId: operator.id, kind, subjectId, createdAt: now };
      if (again) {
        await tx.delivery.deleteMany({
          where: { ...facts, createdAt: { lt: new Date(again) }, status: { not: "sending" } },
        });
      }
      const { count } = await tx.delivery.createMany({
        skipDuplicates: true,
        data: ways.map(({ way, dueAt }) => ({
          id: stableId("delivery", operator.id, way, kind, subjectId, again ?? ""),
          ...facts,
          way,
          dueAt,
        })),
      });
      planned += count;
    }
    return { planned };
  },
});

/** Sends a message to the browsers of the operator who asks, to see that it arrives. Nothing is sent where there are none. */
export const testPush = defineCommand({
  name: "push.test",
  input: z.object({}),
  access: ["operator"],
  run: async ({ tx, context, emit, audit }): Promise<{ devices: number }> => {
    const { workspaceId, actor, clock } = context;
    const now = clock.now();
    const targets = await livePushTargets(tx, { operatorId: actor.id, now });
    if (targets.length === 0) return { devices: 0 };
    const id = newId();
    const facts = { workspaceId, operatorId: actor.id, way: "push", kind: "test", subjectId: id };
    await tx.delivery.create({ data: { id, ...facts, dueAt: now, createdAt: now } });
    await emit("push.test-requested", { workspaceId, deliveryId: id });
    await audit({ subject: { kind: "operator", id: actor.id }, data: { devices: targets.length } });
    return { devices: targets.length };
  },
});
