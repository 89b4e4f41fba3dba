"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { forgetDevice } from "#components/shell/device-worker.ts";
import { enter } from "./enter.ts";
import { SignInView } from "./sign-in-view.tsx";

export function SignInPanel({ next, mailLink }: { next: string; mailLink: boolean }) {
  const trpc = useTRPC();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const link = useMutation(trpc.session.requestMailLink.mutationOptions());
  // outside system: what this device still keeps of whoever was signed in here, also when their session was ended elsewhere
  useEffect(() => {
    void forgetDevice().catch(() => undefined);
  }, []);
  const signIn = async (credentials: { email: string; passphrase: string }) => {
    setBusy(true);
    setError(null);
    const wrong = await enter("passphrase", credentials, next);
    setError(wrong);
    setBusy(wrong === null);
  };
  return (
    <SignInView
      busy={busy ? "passphrase" : link.isPending ? "link" : null}
      error={error ?? (link.error ? errorWords(link.error) : null)}
      linkAsked={link.isSuccess}
      mailLink={mailLink}
      onPassphrase={signIn}
      onLink={(email) => link.mutate({ email })}
    />
  );
}
