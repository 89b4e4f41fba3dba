import { Button } from "#components/ui/button.tsx";

/** The end of a form that saves: the button, and what was wrong with what it sent. */
export function SaveBar({ busy, error }: { busy: boolean; error: string | null | undefined }) {
  return (
    <div className="flex flex-wrap items-center gap-3 sm:col-span-2">
      <Button type="submit" look="primary" busy={busy}>
        Save
      </Button>
      {error ? (
        <p role="alert" className="text-small text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}
