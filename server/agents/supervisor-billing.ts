import { z } from "zod";
import { billingFacts, splitWork, sumsOf, sumWords, type WorkItem, workItem } from "./billing-review-plan.ts";
import { defineIntent, type Outcome } from "./contract.ts";
import { supervisorMeta } from "./meta.ts";

const [, planMeta, checkMeta] = supervisorMeta.intents;

const kindWords: Record<WorkItem["kind"], [one: string, many: string]> = {
  disputed: ["disputed payment", "disputed payments"],
  unmatched: ["payment without an invoice", "payments without an invoice"],
  overdue: ["overdue invoice", "overdue invoices"],
  "untold-credit": ["credit note nobody was told of", "credit notes nobody was told of"],
  "stale-draft": ["draft that lies about", "drafts that lie about"],
};

/** "2 overdue invoices, 1 disputed payment" */
function countWords(items: readonly { kind: WorkItem["kind"] }[]): string {
  const counted = Object.entries(kindWords).flatMap(([kind, [one, many]]) => {
    const count = items.filter((item) => item.kind === kind).length;
    return count ? [`${count} ${count === 1 ? one : many}`] : [];
  });
  return counted.join(", ");
}

/** Splits what billing has to look after into work items. */
export const planBilling = defineIntent({
  purpose: planMeta.purpose,
  input: z.object({ state: billingFacts }),
  offlineMethod: planMeta.offlineMethod,
  decide: async ({ input: { state } }): Promise<Outcome> => {
    const { items, left } = splitWork(state);
    const open = state.invoices.filter((row) => row.status === "open" && row.outstandingMinor > 0);
    const openSums = sumsOf(
      open.map(({ currency, outstandingMinor }) => ({ currency, amountMinor: outstandingMinor })),
    );
    const standing = open.length
      ? `${open.length} open ${open.length === 1 ? "invoice" : "invoices"} over ${sumWords(openSums)}`
      : "No invoice is open";
    return {
      findings: [
        { label: "Standing", value: standing, confidence: 1 },
        { label: "To look at", value: countWords(items) || "nothing" },
        ...(left ? [{ label: "Left for the next review", value: String(left) }] : []),
      ],
      proposals: [],
      confidence: 1,
      method: "rules over our own ledger",
      result: { items, left, standing, sums: sumsOf(items) },
    };
  },
});

const answer = z.object({
  id: z.uuid(),
  kind: workItem.shape.kind,
  outcome: z.enum(["proposed", "noted"]),
  amountMinor: z.int(),
  currency: z.string(),
});

/** Checks that every item was answered, and that the answers' sums are the plan's. */
export const checkBilling = defineIntent({
  purpose: checkMeta.purpose,
  input: z.object({
    items: z.array(workItem),
    standing: z.string(),
    /** null where a worker failed */
    answers: z.array(answer.nullable()),
  }),
  offlineMethod: checkMeta.offlineMethod,
  decide: async ({ input: { items, standing, answers } }): Promise<Outcome> => {
    const given = answers.filter((one) => one !== null);
    const unanswered = items.filter((item) => !given.some(({ id }) => id === item.id));
    const planned = sumsOf(items);
    const answered = sumsOf(given);
    const agree = JSON.stringify(planned) === JSON.stringify(answered) && given.length === items.length;
    const proposed = given.filter(({ outcome }) => outcome === "proposed").length;
    const noted = given.length - proposed;
    const work = items.length ? `${countWords(items)}: ${proposed} proposed${noted ? `, ${noted} noted` : ""}` : null;
    const missing = unanswered.map(({ label }) => label).join(", ");
    return {
      findings: [
        { label: "Answered", value: `${items.length - unanswered.length} of ${items.length}`, confidence: 1 },
        {
          label: "Sums",
          value: agree ? `agree: ${sumWords(planned)}` : `planned ${sumWords(planned)}, answered ${sumWords(answered)}`,
          confidence: 1,
        },
        ...(missing ? [{ label: "Without an answer", value: missing }] : []),
      ],
      proposals: [],
      confidence: 1,
      method: "rule: every item answered once, sums to the cent",
      result: {
        complete: agree && unanswered.length === 0,
        missing: missing || (agree ? "" : "the sums do not agree"),
        proposed,
        summary: work ? `${standing}. ${work}` : `${standing}. Nothing needs you`,
      },
    };
  },
});
