import { Check } from "lucide-react";
import type { Stage } from "#server/domains/workflow/schema.ts";
import { ladder, stageWords } from "./stage-words.ts";

/** The four stages in their order, and where the workflow stands. */
export function StageLadder({ stage }: { stage: Stage }) {
  const at = ladder.indexOf(stage);
  return (
    <ol aria-label="Stages" className="grid grid-cols-2 gap-1.5 sm:grid-cols-4">
      {ladder.map((step, index) => {
        const here = index === at;
        const look = here
          ? "border-accent bg-accent-wash text-accent-ink font-semibold"
          : index < at
            ? "border-line text-soft"
            : "border-dashed border-line text-faint";
        return (
          <li
            key={step}
            aria-current={here ? "step" : undefined}
            className={`flex min-h-11 items-center gap-2 rounded-md border px-3 ${look}`}
          >
            {index < at ? (
              <Check size={14} aria-hidden className="shrink-0" />
            ) : (
              <span aria-hidden="true" className="text-small tabular-nums">
                {index + 1}
              </span>
            )}
            {stageWords[step].label}
          </li>
        );
      })}
    </ol>
  );
}
