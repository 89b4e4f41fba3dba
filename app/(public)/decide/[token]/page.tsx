import type { Metadata } from "next";
import { DecidePanel } from "#components/decision-link/decide-panel.tsx";
import { createServerApi } from "#server/api/caller.ts";

export const metadata: Metadata = {
  title: "Decide",
  referrer: "no-referrer",
  robots: { index: false, follow: false, noarchive: true },
};

/** Shows what a mailed link stands for. Opening it decides nothing: mail programs and scanners open links too. */
export default async function DecidePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const isWhole = /^[A-Za-z0-9_-]{43}$/.test(token);
  const linked = isWhole ? await createServerApi().call.decisionLink.open({ token }) : { state: "unknown" as const };
  return <DecidePanel token={token} linked={linked} />;
}
