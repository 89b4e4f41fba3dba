import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { RollbackPreview } from "#server/memory/schema.ts";

type RunRollbackViewProps = {
  preview: RollbackPreview;
  /** the operator looks at what would happen */
  sure: boolean;
  busy: boolean;
  onLook: () => void;
  onKeep: () => void;
  onRollBack: () => void;
  onUndo: (id: string) => void;
};

type Shown = { id: string; text: string; version: number; label: string; tone: Tone; because: string | null };

function shownOf({ close, restore, left }: RollbackPreview): Shown[] {
  return [
    ...close.map((item) => ({ ...item, label: "Would end", tone: "bad" as const, because: null })),
    ...restore.map((item) => ({ ...item, label: "Would be back", tone: "good" as const, because: null })),
    ...left.map((item) => ({ ...item, label: "Stays", tone: "plain" as const })),
  ];
}

/** What the run wrote, and what taking it back would do, before it is done. */
export function RunRollbackView(props: RunRollbackViewProps) {
  const { preview, sure, busy, onLook, onKeep, onRollBack, onUndo } = props;
  const { close, restore, rollbacks } = preview;
  const nothing = close.length + restore.length === 0;
  const wrote = close.length === 1 ? "1 memory stands" : `${close.length} memories stand`;
  return (
    <div className="grid grid-cols-1 gap-3 text-small">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div>
          <h3 className="font-medium">What it wrote to memory</h3>
          <p className="text-soft">
            {nothing ? "Nothing of this run stands in memory." : `${wrote} that this run wrote.`}
          </p>
        </div>
        {nothing || sure ? null : (
          <Button size="small" onClick={onLook}>
            Take back what it wrote
          </Button>
        )}
      </div>
      {sure || (nothing && preview.left.length > 0) ? (
        <ul aria-label="What taking back would do" className="divide-y divide-line border-y border-line">
          {shownOf(preview).map(({ id, text, version, label, tone, because }) => (
            <li key={`${label} ${id}`} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
              <Badge tone={tone}>{label}</Badge>
              <span className="min-w-0 flex-1 basis-60 break-words">
                {text} <span className="text-faint">v{version}</span>
                {because ? <span className="block text-faint">{because}</span> : null}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {sure ? (
        <div className="flex flex-wrap gap-2">
          <Button look="primary" size="small" busy={busy} onClick={onRollBack}>
            Take it back
          </Button>
          <Button size="small" disabled={busy} onClick={onKeep}>
            Leave it
          </Button>
        </div>
      ) : null}
      {rollbacks.length > 0 ? (
        <ul aria-label="Taken back before" className="grid grid-cols-1 gap-1.5">
          {rollbacks.map(({ id, at, closed, restored, undone }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-soft">
              <span>
                Taken back <RelativeTime at={at} />: {closed} ended, {restored} back
              </span>
              {undone ? (
                <Badge>Undone</Badge>
              ) : (
                <Button size="small" look="quiet" busy={busy} onClick={() => onUndo(id)}>
                  Undo
                </Button>
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
