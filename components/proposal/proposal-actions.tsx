"use client";

import { lazy, Suspense } from "react";
import { Button } from "#components/ui/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { useOnline } from "#components/ui/use-online.ts";
import type { ProposalCardProps } from "./proposal-card.tsx";

const RejectForm = lazy(() => import("./reject-form.tsx").then((module) => ({ default: module.RejectForm })));

const RespondForm = lazy(() => import("./respond-form.tsx").then((module) => ({ default: module.RespondForm })));

/** Within reach of one thumb: stays at the foot of the screen while the card is read. */
export function ProposalActions({ proposal, mode, onMode, busy, onApprove, onReject, onRespond }: ProposalCardProps) {
  const offline = !useOnline();
  if (mode === "edit") {
    return null;
  }
  if (mode === "reject") {
    return (
      <Suspense>
        <RejectForm proposal={proposal} busy={busy === "reject"} onReject={onReject} onCancel={() => onMode("read")} />
      </Suspense>
    );
  }
  if (mode === "respond" && onRespond && proposal.story?.canRespond) {
    return (
      <Suspense>
        <RespondForm
          proposal={proposal}
          busy={busy === "respond"}
          onRespond={onRespond}
          onCancel={() => onMode("read")}
        />
      </Suspense>
    );
  }
  return (
    <div className="sticky bottom-[calc(var(--bar)+env(safe-area-inset-bottom))] z-10 -mx-4 border-t border-line bg-canvas/95 px-4 py-2.5 backdrop-blur-sm md:bottom-0 md:mx-0 md:px-0 md:py-3">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          look="primary"
          wide="phone"
          disabled={offline}
          busy={busy === "approve"}
          onClick={onApprove}
          aria-keyshortcuts="a"
        >
          {proposal.preview.kind === "mail" ? "Approve and send" : "Approve"}
        </Button>
        {proposal.fields.length > 0 ? (
          <Button disabled={offline} onClick={() => onMode("edit")} aria-keyshortcuts="e">
            Edit
          </Button>
        ) : null}
        {onRespond && proposal.story?.canRespond ? (
          <Button disabled={offline} onClick={() => onMode("respond")} aria-keyshortcuts="g">
            Respond
          </Button>
        ) : null}
        <Button look="caution" disabled={offline} onClick={() => onMode("reject")} aria-keyshortcuts="r">
          Reject
        </Button>
      </div>
      <p className="pt-1.5 text-small text-faint">
        Expires <RelativeTime at={proposal.expiresAt} />
        {proposal.story ? `: ${proposal.story.ifExpired}` : ""}
      </p>
      {offline ? <p className="pt-1.5 text-small text-soft">Offline: nothing can be decided</p> : null}
    </div>
  );
}
