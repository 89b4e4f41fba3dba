import { z } from "zod";
import type { Transaction } from "#server/db/transaction.ts";
import type { DoneItem } from "#server/domains/escalation/schema.ts";
import type { DoneEffect } from "../effects-of-run.ts";
import type { ReviewFacts } from "./remedy.ts";

const small = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

const reversalWords: Readonly<Record<string, string>> = {
  pending: "its reversal waits for your decision",
  approved: "its reversal is being carried out",
  rejected: "you rejected its reversal",
  expired: "its reversal was not decided in time",
  refused: "its reversal was refused",
  failed: "its reversal failed",
  unknown: "nobody knows whether its reversal happened",
};

function whyItStands({ reversible, reversal }: DoneEffect): string {
  if (!reversible) return "It cannot be taken back";
  if (!reversal) return "It stands as it was done";
  const words = reversalWords[reversal.status] ?? "its reversal has not happened";
  return `It stands: ${words}${reversal.why ? `. ${reversal.why}` : ""}`;
}

/** "Credit note CN-2026-0001 over €190.00. Taken back by …": what came of it, and what became of that. */
function detailOf({ receipt }: DoneEffect, fate: string): string {
  return receipt ? `${receipt}. ${fate}` : fate;
}

/** One thing that the run did, and what became of it. */
function itemOf(effect: DoneEffect): DoneItem {
  const { title: text, finishedAt: at } = effect;
  switch (effect.standing) {
    case "reversed": {
      const by = effect.reversal?.document;
      return {
        state: "reversed",
        text,
        detail: detailOf(effect, by ? `Taken back by ${small(by)}` : "Taken back"),
        at,
      };
    }
    case "unsettled":
      return { state: "unknown", text, detail: "Nobody knows whether it happened", at };
    case "kept":
      return { state: "done", text, detail: detailOf(effect, "Stays when the run fails, as its workflow says"), at };
    default:
      return { state: "stands", text, detail: detailOf(effect, whyItStands(effect)), at };
  }
}

const times = (many: number) => (many === 1 ? "once" : many === 2 ? "twice" : `${many} times`);

const supervisedShape = z.object({ remedy: z.enum(["retry", "restart"]), because: z.string() });
const triedShape = z.object({ byKind: z.literal("system") });

/** The tries that the supervisor began, each with why it decided so. What was decided and overtaken is none. */
async function automaticTries(tx: Transaction, runId: string): Promise<DoneItem[]> {
  const entries = await tx.runEntry.findMany({
    where: { runId, kind: { in: ["run.supervised", "run.retried", "run.restarted"] } },
    orderBy: { order: "asc" },
  });
  const items: DoneItem[] = [];
  let because: string | null = null;
  for (const { kind, data, at } of entries) {
    if (kind === "run.supervised") because = supervisedShape.safeParse(data).data?.because ?? because;
    else if (triedShape.safeParse(data).success) {
      items.push({ state: "done", text: "Tried again automatically", detail: because, at });
    }
  }
  return items.slice(0, 10);
}

/** What was done about it, in the order of time: tries, decisions of the supervisor, effects and what became of them. */
export async function doneItems(tx: Transaction, { run, effects }: ReviewFacts): Promise<DoneItem[]> {
  if (!run) return [];
  const failures = await tx.runEntry.count({
    where: { runId: run.id, kind: "step.failed", step: run.failedStep ?? undefined },
  });
  const withdrawn = await tx.proposal.count({ where: { runId: run.id, status: "expired", compensatesId: null } });
  const tried: DoneItem[] =
    failures > 0 && run.failedStep
      ? [{ state: "failed", text: `The step that failed was tried ${times(failures)}`, detail: null, at: null }]
      : [];
  const helped = await automaticTries(tx, run.id);
  const taken: DoneItem[] =
    withdrawn > 0
      ? [
          {
            state: "done",
            text: `${withdrawn} open ${withdrawn === 1 ? "proposal was" : "proposals were"} withdrawn`,
            detail: null,
            at: null,
          },
        ]
      : [];
  return [...[...effects].reverse().map(itemOf), ...tried, ...helped, ...taken];
}
