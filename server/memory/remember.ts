import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import type { Prisma } from "#server/db/generated/client.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { stableId } from "#server/kernel/ids.ts";
import { requireWritable } from "./boundary.ts";
import { bearOut, corroborationOf } from "./corroborate.ts";
import { indexItems } from "./recall/index-items.ts";

/** What is to be remembered. */
export const factSchema = z.object({
  tier: z.enum(["session", "profile", "canonical"]),
  kind: z.enum(["preference", "fact", "summary", "style", "term", "lesson"]),
  subject: z.object({ kind: z.enum(["contact", "invoice", "run", "workspace"]), id: z.uuid() }),
  /** names the fact where it can change, e.g. `preferred-language`: a newer text is then a version of the same fact */
  key: z.string().max(100).optional(),
  text: z.string().trim().min(1).max(4_000),
  attributes: z.record(z.string(), z.json()).default({}),
  source: z.object({ kind: z.enum(["event", "run", "operator", "api"]), id: z.uuid() }),
  /** the worst label of what the text came from */
  taint: z.enum(["outside", "operator"]),
  /** 0..1 */
  confidence: z.number().min(0).max(1),
  /** the agent that writes it, or `workflow`; left out for what the operator says, which no boundary holds */
  writer: z.string().max(100).optional(),
  /** the records that the text rests on */
  evidence: z
    .array(z.object({ kind: z.string().max(32), id: z.string().max(64), label: z.string().max(200) }))
    .max(20)
    .default([]),
});

/** A fact to remember, as the caller gives it. */
export type Fact = z.input<typeof factSchema>;

/** Where a fact landed. */
export type Remembered = { id: string; version: number; written: boolean; quarantined: boolean };

function chainOf(workspaceId: string, fact: z.output<typeof factSchema>): string {
  const { subject, kind, key, source, text } = fact;
  return key
    ? stableId("memory-chain", workspaceId, subject.kind, subject.id, kind, key)
    : stableId("memory", workspaceId, subject.kind, subject.id, kind, source.kind, source.id, text);
}

/** The id of a version of a fact. */
export const versionId = (chainId: string, version: number) => stableId(chainId, String(version));

/** Writers of one fact go one after the other, before they look at its versions: held until the transaction ends. */
export async function holdChain(tx: Transaction, chainId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${chainId}, 0))`;
}

/**
 * Ends the validity of the versions of a fact that stand; what is in quarantine was never valid and is left.
 * @returns the versions that this ended: a rollback restores them
 */
export async function closeOpenVersions(
  { tx, context }: Pick<CommandScope, "tx" | "context">,
  where: { chainId: string; exceptId: string },
): Promise<string[]> {
  const closed = await tx.memoryItem.updateManyAndReturn({
    where: { chainId: where.chainId, validTo: null, quarantined: false, id: { not: where.exceptId } },
    data: { validTo: context.clock.now() },
    select: { id: true },
  });
  return closed.map(({ id }) => id);
}

/**
 * Remembers one fact. Nothing is overwritten: a text that differs from the one that stands becomes its next version and
 * ends the older one's validity. Text from outside is quarantined: it is not recalled, and contradicts nothing, until the
 * operator confirms it, or a trusted source says the same; a second outside source never does. The same text waits once,
 * and what the operator discarded does not come back from the same source.
 * @throws BoundaryRefused where the writer may not write this kind in this tier
 */
export const remember = defineCommand({
  name: "memory.remember",
  input: factSchema,
  access: ["operator", "agent", "system"],
  run: async (scope, fact): Promise<Remembered> => {
    const { tx, context, audit, changed } = scope;
    const { workspaceId } = context;
    if (fact.writer) await requireWritable(scope, fact.writer, fact.tier, fact.kind);
    const chainId = chainOf(workspaceId, fact);
    await holdChain(tx, chainId);
    const versions = await tx.memoryItem.findMany({ where: { chainId }, orderBy: { version: "desc" }, take: 50 });
    const outside = fact.taint === "outside";
    const same = versions.find((item) => {
      if (item.text !== fact.text) return false;
      if (item.validTo === null) return !item.quarantined || outside;
      // discarded, not overtaken: it was never let stand
      const again = item.sourceKind === fact.source.kind && item.sourceId === fact.source.id;
      return outside && item.quarantined && again;
    });
    if (same) return { id: same.id, version: same.version, written: false, quarantined: same.quarantined };
    const version = (versions[0]?.version ?? 0) + 1;
    const id = versionId(chainId, version);
    const said = { subjectKind: fact.subject.kind, subjectId: fact.subject.id, kind: fact.kind, text: fact.text };
    const corroboratedBy = outside ? await corroborationOf({ tx, context }, said) : null;
    const quarantined = outside && !corroboratedBy;
    const now = context.clock.now();
    const attributes = (fact.key ? { ...fact.attributes, key: fact.key } : fact.attributes) as Prisma.InputJsonObject;
    await tx.memoryItem.create({
      data: {
        id,
        workspaceId,
        tier: fact.tier,
        kind: fact.kind,
        subjectKind: fact.subject.kind,
        subjectId: fact.subject.id,
        text: fact.text,
        attributes,
        sourceKind: fact.source.kind,
        sourceId: fact.source.id,
        taint: fact.taint,
        confidence: fact.confidence,
        evidence: fact.evidence,
        quarantined,
        ...(corroboratedBy ? { corroboratedBy } : {}),
        validFrom: now,
        recordedAt: now,
        chainId,
        version,
      },
    });
    // a lesson has no place in the index: it need not wait for its turn there
    if (fact.kind !== "lesson") await indexItems(tx, { workspaceId, spaceId: null }, [id]);
    const closed = quarantined ? [] : await closeOpenVersions(scope, { chainId, exceptId: id });
    const believed = fact.source.kind === "operator" && !outside;
    const bornOut = believed
      ? await bearOut({ tx, context, changed }, { ...said, id, chainId, sourceKind: "operator" })
      : [];
    await audit({
      subject: { kind: "memory", id },
      data: {
        ...{ chainId, version, tier: fact.tier, taint: fact.taint, quarantined, closed },
        ...(corroboratedBy ? { corroboratedBy: `${corroboratedBy.kind} ${corroboratedBy.id}` } : {}),
        ...(bornOut.length ? { bornOut } : {}),
      },
    });
    changed({ topic: "memory", id });
    return { id, version, written: true, quarantined };
  },
});
