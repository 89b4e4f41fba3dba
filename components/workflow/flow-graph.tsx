"use client";

import { Zap } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { aboutStep, branchesIn, drawable, type FlowBranch, type FlowStep, startsOf, valueAt } from "./flow-steps.ts";
import { kindIcon, kindWords } from "./step-kinds.ts";

type Choosing = {
  /** the place of the step that is chosen, e.g. steps[2].yes[0] */
  chosen: string | null;
  onChoose: (field: string) => void;
  /** places where something is wrong */
  wrong: readonly string[];
};

type FlowGraphProps = { definition: object; choosing?: Choosing };

/** A workflow drawn from top to bottom: branches side by side, loops framed; on the phone an indented list. */
export function FlowGraph({ definition, choosing }: FlowGraphProps) {
  const steps = drawable(valueAt(definition, "steps"));
  return (
    <section
      aria-label="Flow"
      {...focusable}
      className="overflow-x-auto rounded-lg border border-line bg-canvas p-3 md:p-5"
    >
      <div className="grid w-full grid-cols-1 md:w-max md:min-w-full md:grid-cols-[minmax(max-content,1fr)]">
        <div className="flex items-start gap-2 text-small text-soft md:justify-center">
          <Zap size={15} aria-hidden className="mt-0.5 shrink-0 text-accent-ink" />
          <span>
            Starts with <span className="font-medium text-ink">{startsOf(definition as Record<string, unknown>)}</span>
          </span>
        </div>
        <Line />
        <Steps steps={steps} field="steps" choosing={choosing} />
      </div>
    </section>
  );
}

// a part that scrolls must be reached by keyboard
const focusable = { tabIndex: 0 };

function Line() {
  return <span aria-hidden="true" className="ml-4 block h-4 w-px bg-edge md:mx-auto" />;
}

type StepsProps = { steps: FlowStep[]; field: string; choosing: Choosing | undefined };

function Steps({ steps, field, choosing }: StepsProps) {
  if (steps.length === 0) return <p className="text-small text-faint md:text-center">Nothing</p>;
  return (
    <ol className="grid min-w-0 grid-cols-1 content-start md:min-w-max md:grid-cols-[minmax(max-content,1fr)]">
      {steps.map((step, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a draft may hold two steps of one id; none keeps a state
          key={`${step.id}:${index}`}
          className="grid min-w-0 grid-cols-1 md:min-w-max md:grid-cols-[minmax(max-content,1fr)]"
        >
          {index > 0 ? <Line /> : null}
          <OneStep step={step} field={`${field}[${index}]`} choosing={choosing} />
        </li>
      ))}
    </ol>
  );
}

function OneStep({ step, field, choosing }: { step: FlowStep; field: string; choosing: Choosing | undefined }) {
  const branches = branchesIn(step, field);
  return (
    <>
      <Node step={step} field={field} choosing={choosing} />
      {branches.length > 0 ? (
        <Branches branches={branches} loop={step.kind === "for-each"} choosing={choosing} />
      ) : null}
    </>
  );
}

type BranchesProps = { branches: FlowBranch[]; loop: boolean; choosing: Choosing | undefined };

function Branches({ branches, loop, choosing }: BranchesProps) {
  return (
    <div
      className={`mt-2 ml-4 grid gap-3 border-l-2 pl-3 md:mx-auto md:flex md:items-start md:gap-4 md:border-l-0 md:pl-0 ${loop ? "border-accent-ink" : "border-line"}`}
    >
      {branches.map((branch) => (
        <section
          key={branch.key}
          aria-label={branch.title}
          className={`grid min-w-0 grid-cols-1 content-start gap-2 md:min-w-max md:grid-cols-[minmax(max-content,1fr)] md:flex-1 md:rounded-lg md:border md:p-3 ${loop ? "md:border-2 md:border-accent-ink/40" : "md:border-dashed md:border-edge"}`}
        >
          <p className="text-caption font-medium text-soft md:text-center">{branch.title}</p>
          <Steps steps={branch.steps} field={branch.field} choosing={choosing} />
        </section>
      ))}
    </div>
  );
}

function Node({ step, field, choosing }: { step: FlowStep; field: string; choosing: Choosing | undefined }) {
  const Icon = kindIcon(step.kind);
  const asks = step.kind === "ask";
  const wrong = choosing?.wrong.includes(field) ?? false;
  const look = wrong ? "border-bad" : asks ? "border-accent-ink bg-accent-wash" : "border-line bg-surface";
  const content = (
    <>
      <Icon size={16} aria-hidden className={`mt-0.5 shrink-0 ${asks ? "text-accent-ink" : "text-soft"}`} />
      <span className="grid min-w-0 flex-1 gap-0.5 text-left">
        <span className="text-small font-medium break-words text-ink">{step.title || step.id}</span>
        <span className="text-caption break-words text-soft">{aboutStep(step) || kindWords(step.kind)}</span>
        <Marks step={step} wrong={wrong} />
      </span>
    </>
  );
  const shape = `flex min-h-11 w-full min-w-0 items-start gap-2.5 rounded-md border px-3 py-2 md:mx-auto md:w-64 ${look}`;
  if (!choosing) return <div className={shape}>{content}</div>;
  return (
    <button
      type="button"
      aria-pressed={choosing.chosen === field}
      onClick={() => choosing.onChoose(field)}
      className={`${shape} hover:bg-hover aria-pressed:outline-2 aria-pressed:outline-accent-ink`}
    >
      {content}
    </button>
  );
}

const words = (value: unknown, field: string): string => {
  const found = valueAt(value, field);
  return typeof found === "string" || typeof found === "number" ? String(found) : "";
};

function Marks({ step, wrong }: { step: FlowStep; wrong: boolean }) {
  const within = words(step, "sla.within");
  const tries = words(step, "retries.most");
  const onFailure = words(step, "onFailure");
  if (!within && !tries && !step.when && !wrong && (!onFailure || onFailure === "fail")) return null;
  return (
    <span className="flex flex-wrap gap-1 pt-0.5">
      {wrong ? <Badge tone="bad">Something is wrong</Badge> : null}
      {within ? <Badge tone="accent">within {within}</Badge> : null}
      {tries ? <Badge>{tries} retries</Badge> : null}
      {step.when ? <Badge>only if</Badge> : null}
      {onFailure === "continue" ? <Badge>may fail</Badge> : null}
      {onFailure === "escalate" ? <Badge>asks you if it fails</Badge> : null}
    </span>
  );
}
