import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

type SaveBarProps = {
  busy: boolean;
  error: string | null | undefined;
  label?: string;
  /** other buttons, after the one that saves */
  children?: ReactNode;
};

/** The end of a form that saves: the buttons, and what was wrong with what it sent. */
export function SaveBar({ busy, error, label = "Save", children }: SaveBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-3 sm:col-span-2">
      <Button type="submit" look="primary" busy={busy}>
        {label}
      </Button>
      {children}
      {error ? (
        <p role="alert" className="text-small text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}
