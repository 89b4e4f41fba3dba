"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { forgetDevice } from "#components/shell/device-worker.ts";
import { showToast } from "#components/ui/toast-store.ts";
import { SessionListView } from "./session-list-view.tsx";

export function SessionPanel() {
  const trpc = useTRPC();
  const [signingOut, setSigningOut] = useState(false);
  const list = useSuspenseQuery(trpc.session.list.queryOptions());
  const revoke = useMutation(
    trpc.session.revoke.mutationOptions({
      onSuccess: () => showToast({ key: "session", tone: "info", title: "Session ended" }),
      onError: (error) => showToast({ key: "session", tone: "bad", title: "Not ended", detail: errorWords(error) }),
      onSettled: () => list.refetch(),
    }),
  );
  const leave = async () => {
    setSigningOut(true);
    await forgetDevice().catch(() => undefined);
    await signOut({ callbackUrl: "/sign-in" });
  };
  return (
    <SessionListView
      sessions={list.data}
      revokingId={revoke.isPending ? revoke.variables.id : null}
      signingOut={signingOut}
      onRevoke={(id) => revoke.mutate({ id })}
      onSignOut={() => void leave()}
    />
  );
}
