"use client";

import { useState } from "react";
import { enter } from "./enter.ts";
import { LinkView } from "./link-view.tsx";

export function LinkPanel({ token }: { token: string }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const confirm = async () => {
    setBusy(true);
    const wrong = await enter("mail-link", { token }, "/today");
    setError(wrong);
    setBusy(wrong === null);
  };
  return <LinkView busy={busy} error={error} onConfirm={confirm} />;
}
