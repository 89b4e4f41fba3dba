import type { Metadata } from "next";
import { AuthFrame } from "#components/auth/auth-frame.tsx";
import { LinkPanel } from "#components/auth/link-panel.tsx";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInLinkPage({ searchParams }: { searchParams: Promise<{ token?: string }> }) {
  const { token = "" } = await searchParams;
  return (
    <AuthFrame title="Sign in" detail="One press, and this link is used up.">
      <LinkPanel token={token} />
    </AuthFrame>
  );
}
