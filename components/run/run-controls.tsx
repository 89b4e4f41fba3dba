import { Button } from "#components/ui/button.tsx";
import type { RunDetail } from "#server/domains/run/schema.ts";

/** What can be done to a run. */
export type RunSteering = {
  /** the control that is under way */
  busy: "pause" | "resume" | "cancel" | "retry" | null;
  onPause: () => void;
  onResume: () => void;
  onRetry: () => void;
  /** asks first */
  onCancel: () => void;
};

/** The name of the step at which a run failed, as its timeline has it. */
function failedStep(run: RunDetail): string | null {
  const failed = run.timeline.findLast((entry) => entry.kind === "step" && entry.status === "failed");
  return failed?.title ?? run.error?.step ?? null;
}

/** The buttons of a run: pause or resume and cancel while it is open, retry when it has failed. */
export function RunControls({ run, steering }: { run: RunDetail; steering: RunSteering }) {
  const { busy, onPause, onResume, onRetry, onCancel } = steering;
  if (run.status === "failed") {
    const step = failedStep(run);
    return run.compensation === null ? (
      <Button look="primary" busy={busy === "retry"} onClick={onRetry}>
        <span className="max-w-[min(20rem,60vw)] truncate">{step ? `Retry from “${step}”` : "Retry"}</span>
      </Button>
    ) : null;
  }
  if (run.finishedAt) return null;
  return (
    <>
      {run.pausedAt ? (
        <Button look="primary" busy={busy === "resume"} onClick={onResume}>
          Resume run
        </Button>
      ) : (
        <Button busy={busy === "pause"} onClick={onPause}>
          Pause run
        </Button>
      )}
      <Button look="caution" busy={busy === "cancel"} onClick={onCancel}>
        Cancel run
      </Button>
    </>
  );
}
