"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC, useTRPCClient } from "#components/api/trpc.ts";
import { Notice } from "#components/patterns/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/field.tsx";
import { Money } from "#components/ui/money.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { BatchItem, BatchOutcome } from "#server/domains/proposal/schema.ts";

type BatchDialogProps = {
  ids: string[];
  open: boolean;
  /** called with what was decided, and how the approvals can be taken back */
  onDecided: (decision: "approve" | "reject", outcome: BatchOutcome) => void;
  onClose: () => void;
};

/** Several like proposals, each with its exact content in short, decided with one tap. What could not be is told one by one. */
export function BatchDialog({ ids, open, onDecided, onClose }: BatchDialogProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const preview = useQuery({
    ...trpc.proposal.previewBatch.queryOptions({ ids }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState<"approve" | "reject" | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<BatchOutcome | null>(null);
  const items = preview.data?.items ?? [];
  const open_ = items.filter((item) => !item.problem);
  const decide = async (decision: "approve" | "reject") => {
    const named = open_.map(({ id, inputHash }) => ({ id, inputHash }));
    setBusy(decision);
    setError(null);
    try {
      const answer =
        decision === "approve"
          ? await client.proposal.approveBatch.mutate({ items: named })
          : await client.proposal.rejectBatch.mutate({ items: named, reason: reason.trim() });
      onDecided(decision, answer);
      setOutcome(answer);
      if (answer.length === ids.length && answer.every((one) => one.decided)) onClose();
    } catch (cause) {
      setError(errorWords(cause as Error));
    } finally {
      setBusy(null);
    }
  };
  const messageOf = (item: BatchItem) => outcome?.find(({ id }) => id === item.id)?.message ?? item.problem;
  const decided = outcome?.filter((one) => one.decided).length ?? 0;
  const failed = preview.error ? errorWords(preview.error) : error;
  return (
    <Dialog
      title={outcome ? `${decided} of ${items.length} decided` : `${ids.length} together`}
      open={open}
      onClose={onClose}
    >
      <div className="grid min-h-0 grid-cols-1 grid-rows-[auto_minmax(0,1fr)_auto] gap-3 px-5 pb-5">
        <div>
          {failed ? <Notice tone="bad" title={failed} /> : null}
          {preview.isPending ? <SkeletonRows /> : null}
          {outcome && decided < items.length ? (
            <Notice tone="warn" title={`${items.length - decided} not decided`}>
              Each says why below. It waits for you if it can still be decided.
            </Notice>
          ) : null}
        </div>
        <ul
          aria-label="What is decided together"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
          tabIndex={0}
          className="min-h-0 divide-y divide-line overflow-y-auto border-y border-line"
        >
          {items.map((item) => (
            <Item
              key={item.id}
              item={item}
              message={messageOf(item)}
              done={outcome?.find(({ id }) => id === item.id)?.decided ?? false}
            />
          ))}
        </ul>
        {outcome ? (
          <Button onClick={onClose}>Close</Button>
        ) : (
          <div className="grid gap-3">
            {preview.data && preview.data.totals.length > 0 ? (
              <p className="text-small">
                In all{" "}
                {preview.data.totals.map(({ amountMinor, currency }, index) => (
                  <span key={currency} className="font-medium">
                    {index > 0 ? " and " : ""}
                    <Money minor={amountMinor} currency={currency} />
                  </span>
                ))}
              </p>
            ) : null}
            <Button
              look="primary"
              busy={busy === "approve"}
              disabled={open_.length === 0 || busy === "reject"}
              onClick={() => void decide("approve")}
            >
              Approve all {open_.length}
            </Button>
            <div className="flex items-end gap-2 [&>div]:min-w-0 [&>div]:flex-1">
              <TextField
                label="Or reject all, because"
                value={reason}
                maxLength={500}
                onChange={(event) => setReason(event.target.value)}
              />
              <Button
                look="danger"
                busy={busy === "reject"}
                disabled={!reason.trim() || open_.length === 0 || busy === "approve"}
                onClick={() => void decide("reject")}
              >
                Reject all
              </Button>
            </div>
          </div>
        )}
      </div>
    </Dialog>
  );
}

function Item({ item, message, done }: { item: BatchItem; message: string | null; done: boolean }) {
  return (
    <li className="grid grid-cols-1 gap-0.5 py-2.5 text-small">
      <span className="flex items-baseline justify-between gap-3 font-medium">
        <span className="min-w-0 break-words">{item.to ? `To ${item.to}` : item.title}</span>
        {item.stake ? <Money minor={item.stake.amountMinor} currency={item.stake.currency} /> : null}
      </span>
      {item.lines.map((line) => (
        <span key={line} className="min-w-0 break-words text-soft">
          {line}
        </span>
      ))}
      {item.shortened ? <span className="text-faint">Shortened: its card has the whole</span> : null}
      {message ? <span className="text-bad">Not decided: {message}</span> : null}
      {done ? <span className="text-good">Decided</span> : null}
    </li>
  );
}
