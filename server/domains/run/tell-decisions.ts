import type { KnownFacts } from "./known-facts.ts";
import { type LogData, lineOf, type Telling, textOf } from "./log-row.ts";
import { sureness } from "./plain-words.ts";
import { documentIn } from "./receipt-words.ts";
import type { TimelineEntry } from "./schema.ts";

const verdicts: Readonly<Record<string, string>> = {
  execute: "Policy lets it run by itself",
  ask: "Policy asks you first",
  refuse: "Policy refuses it",
};

/** What the policy said, and by which rule. */
export function tellPolicy(data: LogData): Telling {
  const verdict = textOf(data.verdict) ?? "";
  const explanation = textOf(data.explanation)?.replace(/\.$/, "") ?? null;
  const rule = textOf(data.rule);
  return {
    kind: "policy",
    status: verdict === "refuse" ? "failed" : "done",
    title: verdicts[verdict] ?? "Policy decided",
    method: lineOf(explanation, rule ? `rule ${rule}` : null),
  };
}

/** A proposal as it was made. */
export function tellProposal(data: LogData): Telling {
  const title = textOf(data.title);
  return {
    kind: "proposal",
    status: "info",
    title: title ? `Proposed: ${title}` : "Proposal made",
    method: lineOf(textOf(data.method), sureness(data.confidence)),
  };
}

function titleOf(data: LogData, known: KnownFacts): string | null {
  return known.proposals.get(textOf(data.proposalId) ?? "")?.title ?? null;
}

const decisions: Readonly<Record<string, string>> = {
  approve: "You approved",
  reject: "You rejected",
  expire: "Closed without being done",
  undo: "You took the approval back",
  replace: "You changed",
  refuse: "Refused by the policy",
};

/** A decision on a proposal, with its reason. */
export function tellDecision(data: LogData, known: KnownFacts): Telling {
  const decision = textOf(data.decision) ?? "";
  const reason = textOf(data.reason)?.replace(/^The operator/, "You") ?? null;
  const title = titleOf(data, known);
  const status = decision === "approve" ? "done" : "info";
  // a review task's answer decides about an effect, not about the proposal
  if (decision === "approve" && reason && !textOf(data.approvalId)) {
    return { kind: "approval", status, title: title ? `${reason}: ${title}` : reason, method: null };
  }
  const verb = decisions[decision] ?? "Decided";
  return { kind: "approval", status, title: title ? `${verb}: ${title}` : verb, method: reason };
}

const stages: Readonly<Record<string, [words: string, status: TimelineEntry["status"]]>> = {
  intended: ["Intent written", "info"],
  called: ["Handed over", "info"],
  succeeded: ["Done", "done"],
  failed: ["Failed", "failed"],
  unknown: ["Outcome unknown", "failed"],
  compensated: ["Taken back", "done"],
};

/** One stage of an effect: the intent, the call, how it ended and what came of it. */
export function tellEffect(verb: string, data: LogData, known: KnownFacts): Telling {
  const [words, status] = stages[verb] ?? [`Effect ${verb}`, "done"];
  if (verb === "compensated") return tellCompensated(data, known);
  const title = titleOf(data, known) ?? textOf(data.action);
  const receipt = verb === "succeeded" ? known.receipts.get(textOf(data.effectId) ?? "") : null;
  return {
    kind: "effect",
    status,
    title: title ? `${words}: ${title}` : words,
    method: receipt ?? textOf(data.message),
  };
}

const small = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

/** "Took back credit note CN-2026-0001 over €50.00", and by what. */
function tellCompensated(data: LogData, known: KnownFacts): Telling {
  const what = documentIn(known.receipts.get(textOf(data.effectId) ?? ""));
  const by = documentIn(known.receipts.get(textOf(data.by) ?? ""));
  const title = titleOf(data, known);
  return {
    kind: "effect",
    status: "done",
    title: what ? `Took back ${small(what)}` : title ? `Took back: ${title}` : "Taken back",
    method: by ? `by ${small(by)}` : null,
    details: [],
  };
}
