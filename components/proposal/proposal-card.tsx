"use client";

import { lazy, type ReactNode, Suspense } from "react";
import { ConfidenceMeter } from "#components/patterns/confidence.tsx";
import { hrefs } from "#components/patterns/hrefs.ts";
import { Notice } from "#components/patterns/notice.tsx";
import { TaintLabel } from "#components/patterns/taint-label.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Money } from "#components/ui/money.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonBlock } from "#components/ui/skeleton.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ProposalCard as Proposal } from "#server/domains/proposal/schema.ts";
import { EvidenceLinks } from "./evidence-links.tsx";
import { ProposalActions } from "./proposal-actions.tsx";
import { plainName, riskWords, sureWords, verdictWords } from "./proposal-words.ts";
import type { DecisionKind } from "./use-decisions.ts";

const ProposalStory = lazy(() => import("./proposal-story.tsx").then((module) => ({ default: module.ProposalStory })));
// stands in the page that the server sends; what it needs is loaded after the buttons
const ProposalPreview = lazy(() =>
  import("./proposal-preview.tsx").then((module) => ({ default: module.ProposalPreview })),
);
const EditForm = lazy(() => import("./edit-form.tsx").then((module) => ({ default: module.EditForm })));
const ProposalDecision = lazy(() =>
  import("./proposal-decision.tsx").then((module) => ({ default: module.ProposalDecision })),
);

export type CardMode = "read" | "edit" | "reject" | "respond";

const policyQuestions = {
  execute: "Why does this run by itself?",
  ask: "Why was I asked?",
  refuse: "Why was it refused?",
} as const;

type ProposalHandlers = {
  onApprove: () => void;
  onEdit: (fields: Record<string, string>) => void;
  onReject: (reason: string) => void;
  onUndo: () => void;
  /** sends it back to its agent with guidance */
  onRespond?: (guidance: string) => void;
};

export type ProposalCardProps = ProposalHandlers & {
  proposal: Proposal;
  mode: CardMode;
  onMode: (mode: CardMode) => void;
  /** the decision that is on its way to the server */
  busy: DecisionKind | null;
  /** what went wrong with the last decision, in words for the operator */
  error: string | null;
};

/** In this order: what will happen, why, how sure, what the policy said, and the buttons. */
export function ProposalCard(props: ProposalCardProps) {
  const { proposal, mode, onMode, busy, error } = props;
  const pending = proposal.status === "pending";
  const verdict = verdictWords[proposal.policy.verdict];
  return (
    <article aria-label={proposal.title} className="arrive grid min-w-0 gap-5">
      <header className="grid grid-cols-1 gap-1.5">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small text-soft">
          <TextLink href={hrefs.run(proposal.runId)}>{plainName(proposal.workflow)}</TextLink>
          <span aria-hidden="true">·</span>
          <span>{plainName(proposal.agent)} agent</span>
          <span aria-hidden="true">·</span>
          <RelativeTime at={proposal.createdAt} />
        </div>
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 className="min-w-0 text-title font-semibold">{proposal.title}</h2>
          {proposal.stake ? (
            <span className="text-title font-semibold">
              <Money minor={proposal.stake.amountMinor} currency={proposal.stake.currency} />
            </span>
          ) : null}
        </div>
        <div className="flex flex-wrap gap-1.5">
          <Badge tone={proposal.risk === "money" ? "accent" : "plain"}>{plainName(riskWords[proposal.risk])}</Badge>
          <TaintLabel taint={proposal.taint} />
        </div>
      </header>

      {proposal.story ? (
        <Suspense>
          <ProposalStory story={proposal.story} />
        </Suspense>
      ) : null}

      {pending && mode === "edit" ? (
        <Suspense>
          <EditForm proposal={proposal} busy={busy === "edit"} onEdit={props.onEdit} onCancel={() => onMode("read")} />
        </Suspense>
      ) : (
        <Part title={pending ? "What will happen" : "What was proposed"}>
          <Suspense fallback={<SkeletonBlock tall />}>
            <ProposalPreview preview={proposal.preview} outside={proposal.outside} contact={proposal.contact} />
          </Suspense>
        </Part>
      )}

      <div className="grid grid-cols-1 gap-4 md:grid-cols-2 md:gap-x-8">
        <div className="md:col-span-2">
          <Part title="Why">
            <p className="max-w-prose">{proposal.reason}</p>
            {proposal.evidence.length > 0 ? (
              <EvidenceLinks evidence={proposal.evidence} contact={proposal.contact} />
            ) : null}
          </Part>
        </div>
        <Part title="How sure">
          <ConfidenceMeter confidence={proposal.calibrated?.count ? proposal.calibrated.value : proposal.confidence} />
          <p className="text-small text-soft">{sureWords(proposal)}</p>
          <p className="text-small text-soft">{proposal.method}</p>
        </Part>
        <Part title={policyQuestions[proposal.policy.verdict]}>
          <Badge tone={verdict.tone}>{verdict.label}</Badge>
          <p className="text-small text-soft">{proposal.policy.explanation}</p>
        </Part>
      </div>

      {error ? (
        <Notice tone="bad" title={error}>
          Nothing was done from this screen. What you see is refreshed.
        </Notice>
      ) : null}
      {pending ? (
        <ProposalActions {...props} />
      ) : (
        <Suspense>
          <ProposalDecision proposal={proposal} busy={busy === "undo"} onUndo={props.onUndo} />
        </Suspense>
      )}
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid min-w-0 content-start justify-items-stretch gap-1.5 [&>span]:justify-self-start">
      <h3 className="text-small font-medium text-faint">{title}</h3>
      {children}
    </section>
  );
}
