"use client";

import { useState } from "react";
import { enter } from "./enter.ts";
import { type Setup, SetupView } from "./setup-view.tsx";

export function SetupPanel({ token }: { token: string }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const setUp = async (setup: Setup) => {
    setBusy(true);
    setError(null);
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const wrong = await enter("setup", { token, ...setup, timeZone }, "/today");
    setError(wrong);
    setBusy(wrong === null);
  };
  return <SetupView busy={busy} error={error} onSetup={setUp} />;
}
