"use client";

import { useState } from "react";
import { Notice } from "#components/patterns/notice.tsx";
import { Mark } from "#components/shell/mark.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { FirstSteps } from "./first-steps.tsx";

type WelcomeViewProps = {
  workspaceName: string;
  onLoadSample: () => void;
  busy: boolean;
  error: string | null;
  /** true once the sample was asked for: its events are on their way */
  loading: boolean;
};

/** The first screen of a new workspace: value before any form. */
export function WelcomeView({ workspaceName, onLoadSample, busy, error, loading }: WelcomeViewProps) {
  const [empty, setEmpty] = useState(false);
  return (
    <div className="grid max-w-3xl gap-8 py-4 md:py-10">
      <header className="grid grid-cols-1 gap-3">
        <Mark size={40} />
        <h1 className="pt-2 text-display font-semibold tracking-tight">Welcome to {workspaceName}</h1>
        <p className="max-w-prose text-read text-soft">
          Events come in, agents turn them into proposals, and nothing leaves the company until you approve it. See it
          with an invented business first, or begin with your own events.
        </p>
      </header>
      {error ? <Notice tone="bad" title={error} /> : null}
      {loading ? (
        <Notice tone="info" title="The sample business is on its way">
          Its mail, form and Stripe events go through the same door as yours will. This page fills as they are worked
          on.
        </Notice>
      ) : (
        <div className="grid grid-cols-1 gap-3 md:grid-cols-2">
          <Choice
            title="Look around"
            detail="Contacts, invoices and more than thirty events of an invented consultancy, pushed through the real pipeline. Nothing is sent to anybody."
          >
            <Button look="primary" wide busy={busy} onClick={onLoadSample}>
              Load a sample business
            </Button>
          </Choice>
          <Choice
            title="Start empty"
            detail="Three steps take you from nothing to your first proposal, in about five minutes."
          >
            <Button wide onClick={() => setEmpty(true)} aria-expanded={empty}>
              Start empty
            </Button>
          </Choice>
        </div>
      )}
      {empty && !loading ? <FirstSteps /> : null}
      {loading ? (
        <div>
          <ButtonLink href="/runs">Watch the runs</ButtonLink>
        </div>
      ) : null}
    </div>
  );
}

function Choice({ title, detail, children }: { title: string; detail: string; children: React.ReactNode }) {
  return (
    <section className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-5 shadow-lift">
      <div className="flex-1">
        <h2 className="text-title font-semibold">{title}</h2>
        <p className="pt-1 text-soft">{detail}</p>
      </div>
      {children}
    </section>
  );
}
