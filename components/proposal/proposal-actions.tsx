"use client";

import { lazy, Suspense } from "react";
import { Button } from "#components/ui/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { useOnline } from "#components/ui/use-online.ts";
import type { ProposalCardProps } from "./proposal-card.tsx";

const RejectForm = lazy(() => import("./reject-form.tsx").then((module) => ({ default: module.RejectForm })));

/** Within reach of one thumb: stays at the foot of the screen while the card is read. */
export function ProposalActions({ proposal, mode, onMode, busy, onApprove, onReject }: ProposalCardProps) {
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
  return (
    <div className="sticky bottom-[calc(var(--bar)+env(safe-area-inset-bottom))] z-10 -mx-4 border-t border-line bg-canvas/95 px-4 py-2.5 backdrop-blur-sm md:bottom-0 md:mx-0 md:px-0 md:py-3">
      <div className="flex items-center gap-2">
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
        <Button look="caution" disabled={offline} onClick={() => onMode("reject")} aria-keyshortcuts="r">
          Reject
        </Button>
        <p className="ml-auto text-small text-faint max-md:hidden">
          expires <RelativeTime at={proposal.expiresAt} />
        </p>
      </div>
      {offline ? <p className="pt-1.5 text-small text-soft">Offline: nothing can be decided</p> : null}
    </div>
  );
}
