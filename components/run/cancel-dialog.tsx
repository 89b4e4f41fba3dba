import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { RunDetail } from "#server/domains/run/schema.ts";

type CancelDialogProps = { run: RunDetail; open: boolean; onClose: () => void; onCancel: () => void };

/** Asks before a run is cancelled, and says what that does not undo. */
export function CancelDialog({ run, open, onClose, onCancel }: CancelDialogProps) {
  const done = run.effects.filter((effect) => effect.status === "succeeded");
  const pending = run.proposals.filter(({ status }) => status === "pending" || status === "approved").length;
  const children = run.children.filter(({ status }) => ["queued", "running", "waiting"].includes(status)).length;
  return (
    <Dialog title="Cancel this run?" open={open} onClose={onClose}>
      <div className="grid grid-cols-1 gap-3 overflow-y-auto px-5 pb-5">
        <p>It ends for good: no further step begins.</p>
        {pending > 0 ? (
          <p>{pending === 1 ? "One open proposal is" : `${pending} open proposals are`} withdrawn.</p>
        ) : null}
        {children > 0 ? <p>{children === 1 ? "One run" : `${children} runs`} that its steps started end too.</p> : null}
        {done.length > 0 ? (
          <div className="grid grid-cols-1 gap-1">
            <p>What it has done stays done:</p>
            <ul className="list-disc pl-5 text-soft">
              {done.map((effect) => (
                <li key={effect.id} className="break-words">
                  {effect.title}
                </li>
              ))}
            </ul>
          </div>
        ) : (
          <p className="text-soft">It has done nothing yet that would stay.</p>
        )}
        <div className="flex flex-wrap gap-2 pt-1">
          <Button wide="phone" onClick={onClose}>
            Keep it
          </Button>
          <Button look="danger" wide="phone" onClick={onCancel}>
            Cancel the run
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
