import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { stableId } from "#server/kernel/ids.ts";
import { choicesOf, holdPreferences, renewPreferences } from "./learn.ts";
import { type HeldPreference, heldPreference, preferenceScopes } from "./schema.ts";

/** Whether an item holds what was learnt from edits. */
export const isPreference = (attributes: unknown) => heldPreference.safeParse(attributes).success;

async function requirePreference({ tx, context }: CommandScope, id: string): Promise<HeldPreference> {
  const find = () =>
    tx.memoryItem.findUnique({ where: { id }, select: { attributes: true, validTo: true, quarantined: true } });
  const item = await find();
  // what somebody outside says is a preference is none
  const held = item?.quarantined ? undefined : heldPreference.safeParse(item?.attributes).data;
  if (!held) throw new AppError("not_found", "There is no such preference");
  await holdPreferences(tx, context.workspaceId, held);
  // an edit that came meanwhile may have made a newer version of it
  if ((await find())?.validTo) throw new AppError("conflict", "This preference has changed. Look at it again");
  return held;
}

async function choose(
  { tx, context }: CommandScope,
  { agent, action, slot, changeHash }: HeldPreference,
  said: Pick<Awaited<ReturnType<typeof choicesOf>>[number], "scope" | "removals">,
): Promise<void> {
  const { workspaceId, clock } = context;
  const key = { workspaceId, agent, action, slot, changeHash };
  const data = { ...said, updatedAt: clock.now() };
  await tx.preferenceChoice.upsert({
    where: { workspaceId_agent_action_slot_changeHash: key },
    create: { id: stableId("preference-choice", workspaceId, agent, action, slot, changeHash), ...key, ...data },
    update: data,
  });
}

async function saidOf(scope: CommandScope, held: HeldPreference) {
  const choices = await choicesOf(scope.tx, held);
  const found = choices.find(({ slot, changeHash }) => slot === held.slot && changeHash === held.changeHash);
  return found ?? { scope: null, removals: [] };
}

/**
 * The operator says whom a preference is for; null lets the rules choose again.
 * @throws AppError not_found | conflict when it changed meanwhile
 */
export const scopePreference = defineCommand({
  name: "memory.scopePreference",
  input: z.object({ id: z.uuid(), scope: z.enum(preferenceScopes).nullable() }),
  access: ["operator"],
  run: async (scope, { id, scope: wanted }): Promise<{ id: string }> => {
    const held = await requirePreference(scope, id);
    const { removals } = await saidOf(scope, held);
    await choose(scope, held, { scope: wanted, removals });
    await renewPreferences(scope, held, scope.context.actor.id);
    await scope.audit({ subject: { kind: "memory", id }, data: { from: held.scope, to: wanted } });
    scope.changed({ topic: "memory", id });
    return { id };
  },
});

/**
 * The operator takes a preference away where it holds. What taught it so far never teaches it again; new edits may.
 * @throws AppError not_found | conflict when it changed meanwhile
 */
export const removePreference = defineCommand({
  name: "memory.removePreference",
  input: z.object({ id: z.uuid() }),
  access: ["operator"],
  run: async (scope, { id }): Promise<{ id: string }> => {
    const held = await requirePreference(scope, id);
    const { removals, scope: chosen } = await saidOf(scope, held);
    const place = { scope: held.scope, scopeId: held.scopeId };
    const others = removals.filter((one) => one.scope !== place.scope || one.scopeId !== place.scopeId);
    const removal = { ...place, at: scope.context.clock.now().getTime() };
    await choose(scope, held, { scope: chosen, removals: [...others, removal].slice(-200) });
    await renewPreferences(scope, held, scope.context.actor.id);
    await scope.audit({ subject: { kind: "memory", id }, data: { slot: held.slot, ...place } });
    scope.changed({ topic: "memory", id });
    return { id };
  },
});
