import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { ReplayPlanView } from "#server/domains/run/schema.ts";

type ReplayDialogProps = {
  /** the step's title */
  from: string;
  /** null while it is looked up */
  plan: ReplayPlanView | null;
  error: string | null;
  busy: boolean;
  open: boolean;
  onClose: () => void;
  onReplay: () => void;
};

function Names({ label, names }: { label: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <div className="grid grid-cols-1 gap-1">
      <h3 className="font-medium">{label}</h3>
      <ul className="list-disc pl-5 text-soft">
        {names.map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: titles may repeat, and the list never moves
          <li key={index} className="break-words">
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Says what a replay does again, what it takes over, and what stays, before it is begun. */
export function ReplayDialog({ from, plan, error, busy, open, onClose, onReplay }: ReplayDialogProps) {
  return (
    <Dialog title={`Replay from “${from}”`} open={open} onClose={onClose}>
      <div className="grid grid-cols-1 gap-3 overflow-y-auto px-5 pb-5">
        {error ? <p role="alert">{error}</p> : null}
        {plan === null && !error ? <SkeletonRows /> : null}
        {plan ? (
          <>
            <p>A new run, linked to this one, begins at this step. Whatever it proposes, you are asked anew.</p>
            <Names label="Done again" names={plan.repeated.map(({ title }) => title)} />
            <Names label="Taken over as it was" names={plan.kept.map(({ title }) => title)} />
            <Names label="Stays done, and may happen a second time once you approve it" names={plan.effects} />
          </>
        ) : null}
        <div className="flex flex-wrap gap-2 pt-1">
          {plan ? (
            <Button look="primary" wide="phone" busy={busy} onClick={onReplay}>
              Start the replay
            </Button>
          ) : null}
          <Button wide="phone" onClick={onClose}>
            Leave it
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
