import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import { stableId } from "#server/kernel/ids.ts";
import { remember } from "../remember.ts";
import { preferenceWords } from "./change-words.ts";
import { type Choice, derivePreferences, type Observation, type Preference } from "./derive.ts";
import { changeSchema, draftEditSchema, type HeldPreference, heldPreference, preferenceScopes } from "./schema.ts";

/** Older edits than so many of one agent and action teach nothing any more. */
const mostEdits = 2_000;

/** Whose drafts of what. */
type About = { agent: string; action: string };

const removals = z.array(z.object({ scope: z.enum(preferenceScopes), scopeId: z.string(), at: z.number() }));

/** The edits of an agent's drafts of an action, the newest. */
export async function editsOf(tx: Transaction, about: About): Promise<Observation[]> {
  const { agent, action } = about;
  const rows = await tx.draftEdit.findMany({
    where: { agent, action },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: mostEdits,
  });
  return rows.map((row) => ({ ...row, change: changeSchema.parse(row.change), at: row.at.getTime() }));
}

/** What the operator said of these preferences. */
export async function choicesOf(tx: Transaction, about: About): Promise<Choice[]> {
  const { agent, action } = about;
  const rows = await tx.preferenceChoice.findMany({ where: { agent, action } });
  return rows.map(({ slot, changeHash, scope, removals: gone }) => ({
    ...{ slot, changeHash, removals: removals.parse(gone) },
    scope: scope === null ? null : z.enum(preferenceScopes).parse(scope),
  }));
}

/** The preferences that stand as memory items, with what they say of themselves. */
export async function standingPreferences(tx: Transaction, about?: About) {
  const named = about
    ? [
        { attributes: { path: ["agent"], equals: about.agent } },
        { attributes: { path: ["action"], equals: about.action } },
      ]
    : [];
  const rows = await tx.memoryItem.findMany({
    where: {
      kind: "lesson",
      ...{ validTo: null, quarantined: false, hiddenAt: null, spaceId: null },
      AND: [{ attributes: { path: ["via"], equals: "preference" } }, ...named],
    },
    orderBy: [{ validFrom: "desc" }, { id: "desc" }],
    take: 500,
  });
  return rows.flatMap((row) => {
    const held = heldPreference.safeParse(row.attributes).data;
    return held ? [{ ...row, held }] : [];
  });
}

const placeOf = ({ slot, changeHash, scope, scopeId }: Omit<HeldPreference, "via">) =>
  [slot, changeHash, scope, scopeId].join("\n");

function heldAs({ agent, action }: About, preference: Preference): HeldPreference {
  const { slot, change, changeHash, scope, scopeId, strength } = preference;
  return { via: "preference", agent, action, slot, change, changeHash, scope, scopeId, strength };
}

/** Makes the memory items say what the edits come to: a version for each that changed, an end for each that fell. */
export async function renewPreferences(scope: CommandScope, about: About, operatorId: string): Promise<void> {
  const { tx, context, changed } = scope;
  const wanted = derivePreferences(await editsOf(tx, about), await choicesOf(tx, about));
  const standing = await standingPreferences(tx, about);
  const kept = new Set(wanted.map((preference) => placeOf(heldAs(about, preference))));
  const fallen = standing.filter(({ held }) => !kept.has(placeOf(held)));
  if (fallen.length > 0) {
    const ids = fallen.map(({ id }) => id);
    await tx.memoryItem.updateMany({ where: { id: { in: ids } }, data: { validTo: context.clock.now() } });
    for (const { id } of fallen) changed({ topic: "memory", id });
  }
  for (const preference of wanted) {
    const held = heldAs(about, preference);
    const ofContact = held.scope === "contact";
    await remember.within(scope, {
      tier: ofContact ? "profile" : "canonical",
      kind: "lesson",
      subject: ofContact ? { kind: "contact", id: held.scopeId } : { kind: "workspace", id: context.workspaceId },
      key: `edit:${hashOf([about.agent, about.action, placeOf(held)]).slice(0, 40)}`,
      text: preferenceWords({ ...preference, edits: preference.taughtBy.length }),
      attributes: held,
      source: { kind: "operator", id: operatorId },
      taint: "operator",
      confidence: preference.strength,
    });
  }
}

/** Nobody else reckons these preferences until this has committed. */
export async function holdPreferences(tx: Transaction, workspaceId: string, { agent, action }: About): Promise<void> {
  const name = `preferences:${workspaceId}:${agent}:${action}`;
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

/**
 * Keeps what the operator changed in a draft, and makes of all such edits what is done next time. An edit is counted once
 * for its proposal and slot, however often it is told.
 */
export const learnEdits = defineCommand({
  name: "memory.learnEdits",
  input: z.object({
    proposalId: z.uuid(),
    operatorId: z.uuid(),
    agent: z.string().max(64),
    action: z.string().max(64),
    workflow: z.string().max(120),
    contactId: z.uuid().nullable(),
    domain: z.string().max(253).nullable(),
    /** when the operator made the edit */
    at: z.date(),
    edits: z.array(draftEditSchema).min(1).max(12),
  }),
  access: ["system"],
  run: async (scope, { edits, operatorId, ...facts }): Promise<{ learnt: number }> => {
    const { tx, context, audit } = scope;
    const { workspaceId } = context;
    await holdPreferences(tx, workspaceId, facts);
    const { count } = await tx.draftEdit.createMany({
      data: edits.map(({ slot, change, before, after }) => ({
        ...facts,
        ...{ workspaceId, slot, change, before, after },
        id: stableId("draft-edit", workspaceId, facts.proposalId, slot),
        changeHash: hashOf(change),
      })),
      skipDuplicates: true,
    });
    if (count === 0) return { learnt: 0 };
    await renewPreferences(scope, facts, operatorId);
    const { agent, action } = facts;
    await audit({ subject: { kind: "proposal", id: facts.proposalId }, data: { agent, action, learnt: count } });
    return { learnt: count };
  },
});
