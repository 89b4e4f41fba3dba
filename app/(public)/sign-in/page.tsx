import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthFrame } from "#components/auth/auth-frame.tsx";
import { safePath } from "#components/auth/enter.ts";
import { SignInPanel } from "#components/auth/sign-in-panel.tsx";
import { Notice } from "#components/patterns/notice.tsx";
import { createServerApi, isSignedIn } from "#server/api/caller.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  if (await isSignedIn()) {
    redirect("/today");
  }
  const { next } = await searchParams;
  const facts = await createServerApi().call.installation.facts();
  return facts.hasOperator ? (
    <AuthFrame title="Sign in" detail="Your company is where you left it.">
      <SignInPanel next={safePath(next)} mailLink={facts.mailLink} />
    </AuthFrame>
  ) : (
    <AuthFrame title="Almost there" detail="Nobody owns this installation yet.">
      <Notice tone="info" title="Open the link from the terminal">
        When Adjutant starts, it prints a link that makes you the owner. It works once. If it is gone, restart Adjutant
        for a new one.
      </Notice>
    </AuthFrame>
  );
}
