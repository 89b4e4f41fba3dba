import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { readableBy } from "../boundary.ts";
import { derivePreferences, scopesFor, stillTeaching } from "./derive.ts";
import { choicesOf, editsOf, standingPreferences } from "./learn.ts";
import { type RecalledPreference, recalledFrom } from "./recalled.ts";
import { type HeldPreference, type PreferenceRow, preferenceScopes } from "./schema.ts";

/** Of one slot the narrowest scope holds, and of one scope the strongest. */
function before(one: HeldPreference, other: HeldPreference): number {
  const width = ({ scope }: HeldPreference) => preferenceScopes.indexOf(scope);
  return width(one) - width(other) || other.strength - one.strength || one.changeHash.localeCompare(other.changeHash);
}

const mostApplied = 12;

/** What the operator's edits taught for drafts like this one, where the agent may read lessons: at most one for each slot. */
export const recallPreferences = defineQuery({
  name: "memory.recallPreferences",
  input: z.object({
    agent: z.string(),
    intent: z.string(),
    workflow: z.string(),
    contactId: z.uuid().nullable(),
    domain: z.string().nullable(),
  }),
  access: ["system", "agent", "operator"],
  run: async (scope, { agent, intent, workflow, contactId, domain }): Promise<RecalledPreference[]> => {
    const readable = await readableBy(scope, agent);
    const tiers = readable.filter(({ kind }) => kind === "lesson").map((cell) => cell.tier);
    if (tiers.length === 0) return [];
    const ids = { contact: contactId, domain, workflow, everyone: "" };
    const rows = (await standingPreferences(scope.tx)).filter(
      ({ tier, held }) =>
        held.agent === agent &&
        // `sentence:<intent>:…` is of one intent; a greeting is of all
        (held.slot.split(":")[1] ?? intent) === intent &&
        tiers.some((one) => one === tier) &&
        ids[held.scope] === held.scopeId,
    );
    const taken = new Set<string>();
    return rows
      .sort((one, other) => before(one.held, other.held))
      .filter(({ held }) => {
        const place = `${held.action}\n${held.slot}`;
        const fresh = !taken.has(place);
        taken.add(place);
        return fresh;
      })
      .slice(0, mostApplied)
      .map((row) => recalledFrom(row, row.held));
  },
});

async function scopeLabels(tx: Transaction, held: readonly HeldPreference[]): Promise<(one: HeldPreference) => string> {
  const ids = held.flatMap(({ scope, scopeId }) => (scope === "contact" ? [scopeId] : []));
  const rows = await tx.contact.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return ({ scope, scopeId }) =>
    scope === "contact" ? (names.get(scopeId) ?? "a contact") : scope === "everyone" ? "Everyone" : scopeId;
}

const mostEvidence = 10;

/** The preferences that stand, the strongest first, each with the edits that taught it. */
export const listPreferences = defineQuery({
  name: "memory.listPreferences",
  input: z.object({ agent: z.string().max(64).nullish() }).default({}),
  access: ["operator"],
  run: async ({ tx }, { agent }): Promise<{ preferences: PreferenceRow[] }> => {
    const standing = (await standingPreferences(tx)).filter(({ held }) => !agent || held.agent === agent);
    const labelOf = await scopeLabels(
      tx,
      standing.map(({ held }) => held),
    );
    const rows: PreferenceRow[] = [];
    const alike = Map.groupBy(standing, ({ held }) => `${held.agent}\n${held.action}`);
    for (const items of alike.values()) {
      const about = items[0]?.held;
      if (!about) continue;
      const choices = await choicesOf(tx, about);
      const edits = await editsOf(tx, about);
      const teaching = stillTeaching(edits, choices);
      const derived = derivePreferences(edits, choices);
      const texts = await textsOf(tx, about, new Set(items.map(({ held }) => held.slot)));
      for (const { id, version, text, validFrom, held } of items) {
        const same = derived.find(
          (one) =>
            one.slot === held.slot &&
            one.changeHash === held.changeHash &&
            one.scope === held.scope &&
            one.scopeId === held.scopeId,
        );
        const taughtBy = (same?.taughtBy ?? []).toReversed();
        const mine = teaching.filter((edit) => edit.slot === held.slot && edit.changeHash === held.changeHash);
        rows.push({
          ...{ id, version, text, agent: held.agent, action: held.action, scope: held.scope, since: validFrom },
          scopeLabel: labelOf(held),
          chosen: same?.chosen ?? false,
          scopes: scopesFor(mine),
          strength: held.strength,
          against: same?.against ?? 0,
          edits: taughtBy.length,
          evidence: taughtBy.slice(0, mostEvidence).flatMap((one) => texts.get(`${one}\n${held.slot}`) ?? []),
        });
      }
    }
    return { preferences: rows.sort((one, other) => other.strength - one.strength || one.id.localeCompare(other.id)) };
  },
});

async function textsOf(tx: Transaction, { agent, action }: { agent: string; action: string }, slots: Set<string>) {
  const rows = await tx.draftEdit.findMany({
    where: { agent, action, slot: { in: [...slots] } },
    orderBy: { at: "desc" },
    take: 500,
  });
  const ids = [...new Set(rows.map(({ proposalId }) => proposalId))];
  const proposals = await tx.proposal.findMany({ where: { id: { in: ids } }, select: { id: true, title: true } });
  const titles = new Map(proposals.map(({ id, title }) => [id, title]));
  return new Map(
    rows.map(({ proposalId, slot, before, after, at }) => {
      const title = titles.get(proposalId) ?? "A proposal";
      return [`${proposalId}\n${slot}`, { proposalId, title, before, after, at }];
    }),
  );
}
