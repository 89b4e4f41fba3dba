"use client";

import { type ReactNode, useState } from "react";
import { EscalationListView } from "#components/escalation/escalation-list-view.tsx";
import { ReviewCard } from "#components/escalation/review-card.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { ApprovalTabs } from "#components/proposal/approval-tabs.tsx";
import { ApprovalsEmpty } from "#components/proposal/approvals-empty.tsx";
import { ApprovalsView } from "#components/proposal/approvals-view.tsx";
import { DecidedListView } from "#components/proposal/decided-list-view.tsx";
import { type CardMode, ProposalCard } from "#components/proposal/proposal-card.tsx";
import { QueueBar } from "#components/proposal/queue-bar.tsx";
import { useChosen } from "#components/proposal/use-chosen.ts";
import type { ReviewTask } from "#server/domains/escalation/schema.ts";
import type { ProposalCard as Proposal } from "#server/domains/proposal/schema.ts";
import {
  approvedProposal,
  creditProposal,
  decidedProposals,
  pendingProposals,
  queueRows,
  replyProposal,
} from "../fixtures/proposals.ts";
import { decidedReview, misappliedCredit, reviews } from "../fixtures/reviews.ts";
import { nothing, type Stages } from "./stages.ts";

const plain = { sort: "urgent", filter: {} } as const;

function Approvals({ selected = "p1", error = null }: { selected?: string; error?: string | null }) {
  const [id, setId] = useState(selected);
  return (
    <Page width="wide">
      <PageHeader title="Approvals" />
      <ApprovalTabs current="waiting" waiting={4} review={1} />
      <ApprovalsView
        rows={queueRows}
        total={queueRows.length}
        selectedId={id}
        card={pendingProposals.find((proposal) => proposal.id === id) ?? null}
        chosen={useChosen(queueRows)}
        onSelect={setId}
        onApprove={nothing}
        onEdit={nothing}
        onReject={nothing}
        onUndoLast={nothing}
        onSnooze={nothing}
        onBatch={nothing}
        refused={() => false}
        busy={null}
        error={error}
        more={null}
        bar={<QueueBar view={plain} total={queueRows.length} snoozed={2} onView={nothing} onFilters={nothing} />}
      />
    </Page>
  );
}

function Card({ proposal, initial }: { proposal: Proposal; initial: CardMode }) {
  const [mode, setMode] = useState<CardMode>(initial);
  return (
    <Page width="narrow">
      <ProposalCard
        proposal={proposal}
        mode={mode}
        onMode={setMode}
        busy={null}
        error={null}
        onApprove={nothing}
        onEdit={nothing}
        onReject={nothing}
        onUndo={nothing}
      />
    </Page>
  );
}

function Review({ review, busy = null }: { review: ReviewTask; busy?: string | null }) {
  return (
    <Page width="narrow">
      <PageHeader title={review.title} />
      <ReviewCard review={review} titled={false} busy={busy} onResolve={nothing} />
    </Page>
  );
}

const path = "/approvals";

function Tab({ current, children }: { current: "review" | "decided" | "waiting"; children: ReactNode }) {
  return (
    <Page>
      <PageHeader title="Approvals" />
      <ApprovalTabs current={current} waiting={4} review={1} />
      {children}
    </Page>
  );
}

export const approvalStages: Stages = {
  approvals: { path, render: () => <Approvals /> },
  "approvals-money": { path, render: () => <Approvals selected="p2" /> },
  "approvals-record": { path, render: () => <Approvals selected="p3" /> },
  "approvals-error": { path, render: () => <Approvals error="Already approved on another device" /> },
  "approvals-edit": { path, render: () => <Card proposal={creditProposal} initial="edit" /> },
  "approvals-approved": { path, render: () => <Card proposal={approvedProposal} initial="read" /> },
  "approvals-empty": {
    path,
    render: () => (
      <Tab current="waiting">
        <ApprovalsEmpty view={plain} onAll={nothing} onUndoLast={nothing} />
      </Tab>
    ),
  },
  "approvals-nothing-matches": {
    path,
    render: () => (
      <Tab current="waiting">
        <ApprovalsEmpty view={{ ...plain, filter: { agent: "billing" } }} onAll={nothing} onUndoLast={nothing} />
      </Tab>
    ),
  },
  "approvals-decided": {
    path,
    render: () => (
      <Tab current="decided">
        <DecidedListView proposals={decidedProposals} more={null} />
      </Tab>
    ),
  },
  "approvals-review": {
    path,
    render: () => (
      <Tab current="review">
        <EscalationListView escalations={reviews} busy={null} onResolve={nothing} />
      </Tab>
    ),
  },
  "review-open": { path, render: () => <Review review={misappliedCredit} /> },
  "review-busy": { path, render: () => <Review review={misappliedCredit} busy="mail.draft" /> },
  "review-decided": { path, render: () => <Review review={decidedReview} /> },
  "approvals-reject": { path, render: () => <Card proposal={replyProposal} initial="reject" /> },
};
