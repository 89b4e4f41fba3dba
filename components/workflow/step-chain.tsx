import { type LucideIcon, Zap } from "lucide-react";
import type { WorkflowView } from "#server/domains/workflow/schema.ts";
import { kindIcon, kindWords } from "./step-kinds.ts";

type Step = WorkflowView["steps"][number];

/** The workflow drawn: its trigger and its steps, left to right; top to bottom on the phone. */
export function StepChain({ trigger, steps, off }: { trigger: string; steps: Step[]; off: boolean }) {
  return (
    <ol className={`flex md:overflow-x-auto max-md:grid ${off ? "grayscale" : ""}`}>
      <Node icon={Zap} title={trigger} words="starts with" last={steps.length === 0} accent={false} />
      {steps.map((step, index) => (
        <Node
          key={step.id}
          icon={kindIcon(step.kind)}
          title={step.title}
          words={step.agent ? `${step.agent} agent` : kindWords(step.kind)}
          last={index === steps.length - 1}
          accent={step.kind === "ask"}
        />
      ))}
    </ol>
  );
}

type NodeProps = { icon: LucideIcon; title: string; words: string; last: boolean; accent: boolean };

function Node({ icon: Icon, title, words, last, accent }: NodeProps) {
  const look = accent ? "border-accent-ink bg-accent-wash text-accent-ink" : "border-line bg-canvas text-soft";
  return (
    <li
      className={`flex max-md:grid max-md:grid-cols-[2rem_minmax(0,1fr)] md:items-stretch ${last ? "md:min-w-28" : "md:min-w-32"} md:flex-1`}
    >
      <span className="flex flex-col items-center md:hidden">
        <span className={`flex size-8 items-center justify-center rounded-full border ${look}`}>
          <Icon size={15} aria-hidden />
        </span>
        {last ? null : <span aria-hidden="true" className="min-h-4 w-px flex-1 bg-line" />}
      </span>
      <div
        className={`flex flex-1 items-start gap-2 md:rounded-md md:border md:px-2.5 md:py-1.5 ${last ? "" : "max-md:pb-3"} max-md:max-w-none max-md:border-0 max-md:bg-transparent max-md:pl-3 ${look}`}
      >
        <Icon size={15} aria-hidden className="mt-0.5 shrink-0 max-md:hidden" />
        <span className="min-w-0">
          <span className={`block text-small font-medium first-letter:uppercase ${accent ? "" : "text-ink"}`}>
            {title}
          </span>
          <span className="block text-caption text-soft">{words}</span>
        </span>
      </div>
      {last ? null : (
        <span aria-hidden="true" className="flex w-4 shrink-0 items-center max-md:hidden">
          <span className="h-px w-full bg-edge" />
        </span>
      )}
    </li>
  );
}
