import type { Transaction } from "#server/db/transaction.ts";
import { agreementOf } from "#server/policy/shadow/index.ts";
import { type Comparison, type ShadowMatchView, shadowMatchSchema } from "./schema.ts";

/** Which matches are meant: of the published versions or of one trial, since a time. */
export type Which = { workflow: string; version: number | "published"; since: Date | null };

const shown = 30;

function whereOf({ workflow, version, since }: Which) {
  return {
    workflow,
    version: version === "published" ? { gt: 0 } : version,
    ...(since ? { at: { gte: since } } : {}),
  };
}

/** The counts of a comparison, with its agreement. */
export async function countComparison(tx: Transaction, which: Which): Promise<Comparison> {
  const rows = await tx.shadowMatch.groupBy({
    by: ["outcome"],
    where: whereOf(which),
    _count: { _all: true },
    _avg: { likeness: true },
  });
  const countOf = (outcome: string) => rows.find((row) => row.outcome === outcome)?._count._all ?? 0;
  const counts = {
    same: countOf("same"),
    similar: countOf("similar"),
    extra: countOf("extra"),
    missed: countOf("missed"),
    open: countOf("open"),
  };
  const matched = counts.same + counts.similar;
  const sum = rows.reduce((all, row) => {
    return ["same", "similar"].includes(row.outcome) ? all + (row._avg.likeness ?? 0) * row._count._all : all;
  }, 0);
  return { ...counts, agreement: agreementOf(counts), likeness: matched === 0 ? null : sum / matched };
}

/** The cases of a comparison, the newest first. */
export async function listMatches(tx: Transaction, which: Which): Promise<ShadowMatchView[]> {
  const rows = await tx.shadowMatch.findMany({
    where: whereOf(which),
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: shown,
  });
  const proposals = await tx.proposal.findMany({
    where: { id: { in: rows.flatMap((row) => row.proposalId ?? []) } },
    select: { id: true, title: true },
  });
  const titles = new Map(proposals.map(({ id, title }) => [id, title]));
  return rows.map((row) => {
    const label = (row.done as { label?: string } | null)?.label;
    return shadowMatchSchema.parse({ ...row, title: titles.get(row.proposalId ?? "") ?? label ?? row.action });
  });
}
