"use client";

import { CircleCheck, CircleSlash, CircleX } from "lucide-react";
import { ConfidenceMeter } from "#components/patterns/confidence.tsx";
import { Notice } from "#components/patterns/notice.tsx";
import { Section } from "#components/patterns/section.tsx";
import { ProposalPreview } from "#components/proposal/proposal-preview.tsx";
import { plainName, verdictWords } from "#components/proposal/proposal-words.ts";
import { DetailValue } from "#components/run/detail-value.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Facts } from "#components/ui/facts.tsx";
import type { DryProposal, DryRun, DryStep } from "#server/authoring/schema.ts";
import { kindWords } from "./step-kinds.ts";

const marks = {
  done: { icon: CircleCheck, colour: "text-good", words: "done" },
  skipped: { icon: CircleSlash, colour: "text-faint", words: "left out" },
  failed: { icon: CircleX, colour: "text-bad", words: "failed" },
} as const;

const outcomes: Record<DryProposal["outcome"], { label: string; tone: Tone }> = {
  open: { label: "Would stay open", tone: "plain" },
  executed: { label: "Would happen", tone: "accent" },
  rejected: { label: "Would be rejected", tone: "plain" },
  refused: { label: "Policy would refuse it", tone: "bad" },
  withdrawn: { label: "Would be withdrawn", tone: "plain" },
};

/** What a definition would have done about an event. Nothing of it was done. */
export function DryRunView({ run }: { run: DryRun }) {
  const { ending, proposals, steps } = run;
  return (
    <div className="grid grid-cols-1 gap-6" role="status">
      <Notice
        tone={ending.status === "succeeded" ? "info" : "bad"}
        title={ending.status === "succeeded" ? ending.summary : `It would fail: ${ending.summary}`}
      >
        This was a trial: nothing was written, sent or remembered.
        {ending.path ? ` It ends at the step ${ending.path}.` : ""}
      </Notice>
      <Section title="What it would propose" count={proposals.length}>
        {proposals.length === 0 ? <p className="text-soft">Nothing.</p> : null}
        <ul className="grid grid-cols-1 gap-4">
          {proposals.map((proposal) => (
            <li key={proposal.id}>
              <TrialProposal proposal={proposal} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title="The way it would take" count={steps.length}>
        <ol className="grid grid-cols-1 gap-1">
          {steps.map((step) => (
            <TrialStep key={step.path} step={step} />
          ))}
        </ol>
      </Section>
    </div>
  );
}

function TrialProposal({ proposal }: { proposal: DryProposal }) {
  const outcome = outcomes[proposal.outcome];
  const verdict = verdictWords[proposal.policy.verdict];
  return (
    <article
      aria-label={proposal.title}
      className="grid grid-cols-1 gap-3 rounded-lg border border-line bg-surface p-4 shadow-lift"
    >
      <header className="flex flex-wrap items-baseline justify-between gap-2">
        <h3 className="min-w-0 font-semibold break-words">{proposal.title}</h3>
        <Badge tone={outcome.tone}>{outcome.label}</Badge>
      </header>
      <ProposalPreview preview={proposal.preview} />
      <Facts
        facts={[
          { label: "Why", value: proposal.reason },
          { label: "How sure", value: <ConfidenceMeter confidence={proposal.confidence} /> },
          {
            label: "Policy",
            value: (
              <>
                <Badge tone={verdict.tone}>{verdict.label}</Badge> {proposal.policy.explanation}
              </>
            ),
          },
          { label: "Made by", value: `${plainName(proposal.agent)}, in the step ${proposal.path}` },
        ]}
      />
    </article>
  );
}

function TrialStep({ step }: { step: DryStep }) {
  const mark = marks[step.status];
  const Icon = mark.icon;
  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-2 border-b border-line py-2 last:border-0">
      <Icon size={16} aria-label={mark.words} className={`mt-0.5 ${mark.colour}`} />
      <div className="grid min-w-0 grid-cols-1 gap-0.5">
        <p className="break-words">
          <span className="font-medium">{step.title}</span>{" "}
          <span className="text-small text-faint">
            {kindWords(step.kind)} · {step.path}
          </span>
        </p>
        {step.error ? <p className="text-small break-words text-bad">{step.error}</p> : null}
        {step.remark ? <p className="text-small break-words text-soft">{step.remark}</p> : null}
        {step.status === "skipped" ? null : (
          <Disclosure summary="Input and output">
            <Facts
              facts={[
                { label: "Input", value: <DetailValue label={`Input of ${step.path}`} value={step.input} /> },
                { label: "Output", value: <DetailValue label={`Output of ${step.path}`} value={step.output} /> },
              ]}
            />
          </Disclosure>
        )}
      </div>
    </li>
  );
}
