"use client";

import { type ReactNode, useState } from "react";
import { ConfidenceMeter } from "#components/patterns/confidence.tsx";
import { Notice } from "#components/patterns/notice.tsx";
import { TaintLabel } from "#components/patterns/taint-label.tsx";
import { ProposalPreview } from "#components/proposal/proposal-preview.tsx";
import { plainName } from "#components/proposal/proposal-words.ts";
import { Mark } from "#components/shell/mark.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { TextArea } from "#components/ui/field.tsx";
import { Money } from "#components/ui/money.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { LinkDecision, LinkedProposal } from "#server/domains/decision-link/schema.ts";

type Decision = "approve" | "reject";

type DecideViewProps = {
  answer: LinkedProposal | LinkDecision;
  busy: Decision | null;
  error: string | null;
  online: boolean;
  onDecide: (decision: Decision, reason: string) => void;
};

/** The page behind a mailed link: one proposal, exactly, and two buttons. */
export function DecideView(props: DecideViewProps) {
  const { answer } = props;
  if (answer.state === "open") return <OpenProposal {...props} open={answer} />;
  return (
    <Frame>
      <Outcome answer={answer} />
      <ButtonLink href="/approvals" size="large" wide>
        Sign in to see everything that waits
      </ButtonLink>
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-xl grid-cols-1 content-start gap-5 px-4 pt-6 pb-8">
      <Mark size={32} />
      {children}
    </main>
  );
}

const over = {
  unknown: { title: "This link leads nowhere", text: "It is not complete, or what it stood for is gone." },
  used: { title: "This link was used", text: "It works once. Sign in to see what became of it, or to take it back." },
  expired: { title: "This link is too old", text: "Nothing was done because of it. Sign in to see what waits." },
} as const;

function Outcome({ answer }: { answer: Exclude<LinkedProposal | LinkDecision, { state: "open" }> }) {
  if (answer.state === "decided") {
    const approved = answer.decision === "approve";
    return (
      <div role="status" className="grid gap-2">
        <h1 className="text-title font-semibold">{approved ? "Approved" : "Rejected"}</h1>
        <p className="break-words">{answer.title}</p>
        {answer.executeAfter ? (
          <p className="text-soft">
            It happens <RelativeTime at={answer.executeAfter} />. Until then it can be taken back after signing in.
          </p>
        ) : null}
        <p className="text-small text-soft">This link is used up. Nothing else can be seen or decided by it.</p>
      </div>
    );
  }
  const words =
    answer.state === "stale" ? { title: "Not to be decided here any more", text: answer.message } : over[answer.state];
  return (
    <div role="status" className="grid gap-2">
      <h1 className="text-title font-semibold">{words.title}</h1>
      <p className="text-soft">{words.text}</p>
    </div>
  );
}

type OpenProps = DecideViewProps & { open: Extract<LinkedProposal, { state: "open" }> };

function OpenProposal({ open, busy, error, online, onDecide }: OpenProps) {
  const { proposal, workspaceName, expiresAt } = open;
  const [rejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState("");
  return (
    <Frame>
      <header className="grid grid-cols-1 gap-1.5">
        <p className="text-small text-soft">
          {workspaceName} · {plainName(proposal.agent)} agent · <RelativeTime at={proposal.createdAt} />
        </p>
        <h1 className="text-title font-semibold break-words">{proposal.title}</h1>
        {proposal.stake ? (
          <p className="text-title font-semibold">
            <Money minor={proposal.stake.amountMinor} currency={proposal.stake.currency} />
          </p>
        ) : null}
        <p>
          <TaintLabel taint={proposal.taint} />
        </p>
      </header>
      <section aria-label="What will happen" className="grid min-w-0 gap-1.5">
        <h2 className="text-small font-medium text-faint">What will happen</h2>
        <ProposalPreview preview={proposal.preview} outside={proposal.outside} contact={proposal.contact} />
      </section>
      <section aria-label="Why" className="grid gap-1.5">
        <h2 className="text-small font-medium text-faint">Why</h2>
        <p className="break-words">{proposal.reason}</p>
        <p className="flex flex-wrap items-center gap-2 text-small text-soft">
          <ConfidenceMeter confidence={proposal.calibrated?.count ? proposal.calibrated.value : proposal.confidence} />{" "}
          sure · {proposal.policy.explanation}
        </p>
      </section>
      {error ? (
        <Notice tone="bad" title={error}>
          Nothing was decided.
        </Notice>
      ) : null}
      <div className="sticky bottom-0 -mx-4 grid gap-2 border-t border-line bg-canvas/95 px-4 pt-3 pb-[calc(0.75rem+env(safe-area-inset-bottom))] backdrop-blur-sm">
        {rejecting ? (
          <TextArea
            label="Why not"
            hint="What the agent should learn from it; may stay empty"
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        ) : null}
        <div className="flex gap-2">
          {rejecting ? (
            <Button size="large" onClick={() => setRejecting(false)}>
              Back
            </Button>
          ) : (
            <Button
              look="primary"
              size="large"
              wide="share"
              disabled={!online}
              busy={busy === "approve"}
              onClick={() => onDecide("approve", "")}
            >
              {proposal.preview.kind === "mail" ? "Approve and send" : "Approve"}
            </Button>
          )}
          <Button
            look="caution"
            size="large"
            wide={rejecting ? "share" : undefined}
            disabled={!online}
            busy={busy === "reject"}
            onClick={() => (rejecting ? onDecide("reject", reason.trim()) : setRejecting(true))}
          >
            Reject
          </Button>
        </div>
        <p className="text-small text-faint">
          {online ? (
            <>
              This link decides once and ends <RelativeTime at={expiresAt} />. To edit it instead, sign in.
            </>
          ) : (
            "Offline: nothing can be decided"
          )}
        </p>
      </div>
    </Frame>
  );
}
