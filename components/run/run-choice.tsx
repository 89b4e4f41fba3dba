import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { RunRow } from "#server/domains/run/schema.ts";

/** As many runs can be tried again at once. */
export const mostChosen = 100;

type RunChoiceProps = { run: RunRow; chosen: boolean; onToggle: () => void };

/** The box before a failed run; its place stays empty before the others, so that the rows line up. */
export function RunChoice({ run, chosen, onToggle }: RunChoiceProps) {
  if (run.status !== "failed") return <span aria-hidden="true" className="w-11 shrink-0 md:w-8" />;
  return (
    <label className="flex w-11 shrink-0 cursor-pointer items-center justify-center hover:bg-hover md:w-8">
      <input
        type="checkbox"
        data-choice={run.id}
        className="size-4 accent-accent max-md:size-5"
        aria-label={`Choose ${run.title}`}
        checked={chosen}
        onChange={onToggle}
      />
    </label>
  );
}

type ChosenRunsProps = { failed: number; chosen: number; busy: boolean; onAll: () => void; onRetry: () => void };

/** The bar over a list with failed runs: how many are chosen, and what can be done with them. */
export function ChosenRuns({ failed, chosen, busy, onAll, onRetry }: ChosenRunsProps) {
  const all = Math.min(failed, mostChosen);
  return (
    <div
      role="toolbar"
      aria-label="Failed runs"
      className="sticky top-0 z-10 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 bg-canvas py-1.5"
    >
      <p className="text-small text-soft" aria-live="polite">
        {chosen > 0
          ? `${chosen} of ${failed} failed runs chosen`
          : `${failed} failed ${failed === 1 ? "run" : "runs"} here`}
        <span className="max-md:hidden">
          {" "}
          · <Kbd>x</Kbd> chooses
        </span>
      </p>
      <span className="flex gap-2">
        <Button size="small" look="quiet" onClick={onAll}>
          {chosen === all ? "Choose none" : "Choose all"}
        </Button>
        <Button size="small" look="primary" disabled={chosen === 0} busy={busy} onClick={onRetry}>
          {chosen > 1 ? `Retry ${chosen} runs` : "Retry"}
        </Button>
      </span>
    </div>
  );
}
