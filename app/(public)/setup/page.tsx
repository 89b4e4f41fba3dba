import type { Metadata } from "next";
import { AuthFrame } from "#components/auth/auth-frame.tsx";
import { SetupPanel } from "#components/auth/setup-panel.tsx";

export const metadata: Metadata = { title: "Set up" };

export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string }> }) {
  const { token = "" } = await searchParams;
  return (
    <AuthFrame title="Make this yours" detail="Four answers, then you are in. Everything stays on this machine.">
      <SetupPanel token={token} />
    </AuthFrame>
  );
}
