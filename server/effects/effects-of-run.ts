import { z } from "zod";
import type { Transaction } from "#server/db/transaction.ts";
import { documentIn, receiptWords } from "#server/domains/run/index.ts";
import { isReversible } from "./compensate-effect.ts";
import { compensationsOf } from "./step-compensation.ts";

/**
 * How something that a run did stands: `stands` as it was done, `reversed`, `unsettled` while nobody knows whether it
 * happened, `kept` on purpose.
 */
type EffectStanding = "stands" | "reversed" | "unsettled" | "kept";

/** One thing that a run did, with what became of it. */
export type DoneEffect = {
  effectId: string;
  proposalId: string;
  action: string;
  /** what was to be done, as the operator saw it */
  title: string;
  /** what came of it, in words; null while nobody knows */
  receipt: string | null;
  standing: EffectStanding;
  /** its action declares a way back, or its step names one */
  reversible: boolean;
  /** the newest proposal to take it back, and how that ended; null when there was none */
  reversal: { proposalId: string; status: string; document: string | null; why: string | null } | null;
  finishedAt: Date | null;
};

const named = z.object({ effectId: z.string() });
const reasoned = z.object({ explanation: z.string() });
const failure = z.object({ message: z.string() });
const settled = ["succeeded", "compensated"];

type Rows = {
  effects: Awaited<ReturnType<Transaction["effect"]["findMany"]>>;
  proposals: Awaited<ReturnType<Transaction["proposal"]["findMany"]>>;
};

/** Effects by how late their last word stands in the log: clocks may stand still, the log's order does not. */
async function lastWords(tx: Transaction, runId: string): Promise<ReadonlyMap<string, number>> {
  const entries = await tx.runEntry.findMany({
    where: { runId, kind: { in: ["effect.intended", "effect.called", "effect.unknown", "effect.succeeded"] } },
    orderBy: { order: "asc" },
    select: { data: true },
  });
  return new Map(entries.flatMap((entry, place) => [[named.safeParse(entry.data).data?.effectId ?? "", place]]));
}

async function reversalOf(
  tx: Transaction,
  { effects, proposals }: Rows,
  effectId: string,
): Promise<DoneEffect["reversal"]> {
  const proposal = proposals.findLast((candidate) => candidate.compensatesId === effectId);
  if (!proposal) return null;
  const effect = effects.find((candidate) => candidate.proposalId === proposal.id);
  const decision = await tx.approval.findFirst({
    where: { proposalId: proposal.id, decision: { not: "approve" } },
    orderBy: { decidedAt: "desc" },
  });
  const refused = proposal.status === "refused" ? reasoned.safeParse(proposal.policy).data?.explanation : null;
  return {
    proposalId: proposal.id,
    status: effect && ["unknown", "failed"].includes(effect.status) ? effect.status : proposal.status,
    document: effect?.status === "succeeded" ? documentIn(receiptWords(effect)) : null,
    why: failure.safeParse(effect?.error).data?.message ?? refused ?? decision?.reason ?? null,
  };
}

function standingIn(status: string, kept: boolean): EffectStanding {
  if (status === "compensated") return "reversed";
  if (status !== "succeeded") return "unsettled";
  return kept ? "kept" : "stands";
}

/** Whether there is something left to take back, or to find out first. */
export const isLeft = ({ standing }: Pick<DoneEffect, "standing">): boolean =>
  standing === "stands" || standing === "unsettled";

/**
 * What a run did to the world, newest first: its executed effects and those of which nobody knows, without the reversals
 * themselves. What certainly did not happen is left out.
 */
export async function effectsOfRun(tx: Transaction, runId: string): Promise<DoneEffect[]> {
  const proposals = await tx.proposal.findMany({ where: { runId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  const effects = await tx.effect.findMany({ where: { runId } });
  const order = await lastWords(tx, runId);
  const wantedOf = await compensationsOf(tx, runId);
  const proposalOf = new Map(proposals.map((proposal) => [proposal.id, proposal]));
  const done = effects
    .filter(({ status, proposalId }) => status !== "failed" && proposalOf.get(proposalId)?.compensatesId === null)
    .sort((a, b) => (order.get(b.id) ?? 0) - (order.get(a.id) ?? 0));
  return Promise.all(
    done.map(async (effect): Promise<DoneEffect> => {
      const wanted = wantedOf(effect.proposalId);
      return {
        effectId: effect.id,
        proposalId: effect.proposalId,
        action: effect.action,
        title: proposalOf.get(effect.proposalId)?.title ?? effect.action,
        receipt: settled.includes(effect.status) ? receiptWords(effect) : null,
        standing: standingIn(effect.status, wanted === "keep"),
        reversible: wanted === "reverse" ? isReversible(effect.action) : wanted !== "keep",
        reversal: await reversalOf(tx, { effects, proposals }, effect.id),
        finishedAt: effect.finishedAt,
      };
    }),
  );
}
