"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { Button } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { showToast } from "#components/ui/toast-store.ts";

/** The operator says that what was done was wrong: the agent asks again at once. */
export function ComplaintForm({ proposalId }: { proposalId: string }) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const [reason, setReason] = useState("");
  const complain = useMutation(
    trpc.trust.complain.mutationOptions({
      onSuccess: () => showToast({ key: "complaint", tone: "good", title: "Noted: its agent asks you again" }),
      onError: (error) => showToast({ key: "complaint", tone: "bad", title: "Not noted", detail: errorWords(error) }),
      onSettled: () => renew(["proposal", "autonomy", "notification"]),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    complain.mutate({ proposalId, reason });
  };
  return (
    <Disclosure summary="This was wrong">
      <form onSubmit={submit} className="grid max-w-prose gap-2 pt-1">
        <label className="grid gap-1 text-small">
          What was wrong with it
          <textarea
            required
            rows={2}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            className="rounded-md border border-edge bg-surface px-2.5 py-1.5 text-body"
          />
        </label>
        <p className="text-small text-soft">It counts against its agent, which asks you first from now on.</p>
        <div>
          <Button type="submit" look="caution" disabled={reason.trim() === ""} busy={complain.isPending}>
            Say so
          </Button>
        </div>
      </form>
    </Disclosure>
  );
}
