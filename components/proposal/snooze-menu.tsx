"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC, useTRPCClient } from "#components/api/trpc.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextField } from "#components/ui/field.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import type { SnoozeChoice } from "#server/domains/proposal/schema.ts";

type SnoozeMenuProps = {
  id: string;
  /** whether it is put off already */
  snoozed: boolean;
  open: boolean;
  onSnoozed: (id: string) => void;
  onBack: (id: string) => void;
  onClose: () => void;
};

const words: Record<SnoozeChoice, string> = {
  hour: "In one hour",
  evening: "In the evening",
  morning: "Tomorrow morning",
  monday: "On Monday",
};

/** When a proposal comes back: a choice on the workspace's clocks, or a time of one's own. Never after its expiry. */
export function SnoozeMenu({ id, snoozed, open, onSnoozed, onBack, onClose }: SnoozeMenuProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { data } = useQuery(trpc.proposal.snoozeOffers.queryOptions({ proposalId: id }));
  const [error, setError] = useState<string | null>(null);
  const [own, setOwn] = useState("");
  const shown = (at: Date) =>
    new Intl.DateTimeFormat(undefined, {
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      timeZone: data?.zone,
    }).format(at);
  const bringBack = async () => {
    try {
      await client.proposal.unsnooze.mutate({ proposalId: id });
      onBack(id);
    } catch (cause) {
      showToast({ key: `snooze-${id}`, tone: "bad", title: "Not brought back", detail: errorWords(cause as Error) });
    }
  };
  const snooze = async (until: SnoozeChoice | Date) => {
    setError(null);
    try {
      const { snoozedUntil } = await client.proposal.snooze.mutate({ proposalId: id, until });
      showToast({
        key: `snooze-${id}`,
        tone: "info",
        title: "Snoozed",
        detail: `Back on ${shown(snoozedUntil)}`,
        until: new Date(Date.now() + 8_000),
        action: { label: "Bring back", run: () => void bringBack() },
      });
      onSnoozed(id);
    } catch (cause) {
      setError(errorWords(cause as Error));
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (own) void snooze(new Date(own));
  };
  return (
    <Dialog title="Snooze until" open={open} onClose={onClose}>
      <div className="grid grid-cols-1 gap-3 overflow-y-auto px-5 pb-5">
        {data ? <p className="text-small text-soft">{data.title}</p> : null}
        {snoozed ? (
          <Button look="primary" onClick={() => void bringBack()}>
            Bring back now
          </Button>
        ) : null}
        {data ? (
          <div className="grid gap-2">
            {data.offers.map(({ choice, at, possible }) => (
              <Button key={choice} disabled={!possible} onClick={() => void snooze(choice)}>
                {words[choice]}
                <span className="text-faint">{possible ? shown(at) : "after it expires"}</span>
              </Button>
            ))}
          </div>
        ) : (
          <SkeletonRows />
        )}
        <form onSubmit={submit} className="flex items-end gap-2 [&>div]:min-w-0 [&>div]:flex-1">
          <TextField
            label="Or at a time"
            type="datetime-local"
            value={own}
            error={error}
            hint={data ? `It expires ${shown(data.expiresAt)}` : undefined}
            onChange={(event) => setOwn(event.target.value)}
          />
          <Button type="submit" disabled={!own}>
            Snooze
          </Button>
        </form>
      </div>
    </Dialog>
  );
}
