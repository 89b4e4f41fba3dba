import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { receiptWords } from "#server/domains/run/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { afterAll, followEntries } from "./find-entries.ts";
import { type AuditRow, type AuditWalk, auditWalkSchema } from "./schema.ts";
import { tellEntries } from "./tell-entries.ts";
import { originOf } from "./walk-origin.ts";

const mostEntries = 200;
const failure = z.object({ message: z.string() });
const facts = z.record(z.string(), z.unknown());
const versioned = z.object({ version: z.union([z.string(), z.number()]).transform(String) });

type Proposal = Awaited<ReturnType<Transaction["proposal"]["findUniqueOrThrow"]>>;

async function decisionsOf(tx: Transaction, proposalId: string): Promise<AuditWalk["decisions"]> {
  const rows = await tx.approval.findMany({ where: { proposalId }, orderBy: [{ decidedAt: "asc" }, { id: "asc" }] });
  const operators = await tx.operator.findMany({ select: { id: true, name: true } });
  return rows.map(({ decidedBy, decidedAt, ...row }) => ({
    ...row,
    at: decidedAt,
    by: operators.find(({ id }) => id === decidedBy)?.name ?? `Adjutant (${decidedBy})`,
  }));
}

async function effectOf(tx: Transaction, proposalId: string): Promise<AuditWalk["effect"]> {
  const effect = await tx.effect.findUnique({ where: { proposalId } });
  return (
    effect && {
      ...effect,
      receipt: receiptWords(effect),
      raw: effect.receipt,
      error: failure.safeParse(effect.error).data?.message ?? null,
    }
  );
}

async function reversalsOf(
  tx: Transaction,
  proposal: Proposal,
  effectId: string | null,
): Promise<Pick<AuditWalk, "takesBack" | "takenBackBy">> {
  const { compensatesId } = proposal;
  const target = compensatesId ? await tx.effect.findUnique({ where: { id: compensatesId } }) : null;
  const original = target ? await tx.proposal.findUnique({ where: { id: target.proposalId } }) : null;
  const by = effectId ? await tx.proposal.findMany({ where: { compensatesId: effectId } }) : [];
  return {
    takesBack: original && target ? { id: target.id, title: original.title } : null,
    takenBackBy: by.map(({ id, title, status }) => ({ id, title, status })),
  };
}

async function trailOf(tx: Transaction, proposalId: string, effectId: string | null): Promise<AuditRow[]> {
  const all = { after: 0, before: afterAll, limit: mostEntries };
  const about = (kind: string, id: string) => followEntries(tx, { subject: { kind, id } }, all);
  const entries = [...(await about("proposal", proposalId)), ...(effectId ? await about("effect", effectId) : [])];
  return tellEntries(
    tx,
    entries.sort((a, b) => a.sequence - b.sequence),
  );
}

/**
 * Walks from an effect back to where its text came from, and on to what took it back. The id is the effect's, or the
 * proposal's.
 * @throws AppError not_found
 */
export const walkAudit = defineQuery({
  name: "audit.walk",
  input: z.object({ id: z.uuid() }),
  access: ["operator", "api_key"],
  scope: "audit:read",
  run: async ({ tx }, { id }): Promise<AuditWalk> => {
    const named = await tx.effect.findUnique({ where: { id }, select: { proposalId: true } });
    const proposal = await tx.proposal.findUnique({ where: { id: named?.proposalId ?? id } });
    if (!proposal) throw new AppError("not_found", "There is no such effect");
    const run = await tx.run.findUnique({ where: { id: proposal.runId } });
    const contactId = proposal.contactId ?? run?.contactId;
    const contact = contactId ? await tx.contact.findUnique({ where: { id: contactId } }) : null;
    const effect = await effectOf(tx, proposal.id);
    return auditWalkSchema.parse({
      ...proposal,
      run: { id: proposal.runId, title: run?.title ?? "Run" },
      contact,
      origin: await originOf(tx, proposal, run?.eventId ?? null),
      policy: {
        ...(proposal.policy as object),
        version:
          versioned.safeParse(proposal.policy).data?.version ??
          versioned.safeParse(proposal.policyFacts).data?.version ??
          null,
        facts: facts.safeParse(proposal.policyFacts).data ?? null,
      },
      decisions: await decisionsOf(tx, proposal.id),
      effect,
      ...(await reversalsOf(tx, proposal, effect?.id ?? null)),
      trail: await trailOf(tx, proposal.id, effect?.id ?? null),
    });
  },
});
