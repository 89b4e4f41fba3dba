"use client";

import type { ComponentProps } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ProposalQueue } from "./proposal-queue.tsx";

type QueueSheetProps = ComponentProps<typeof ProposalQueue> & {
  open: boolean;
  onClose: () => void;
  /** chooses the open one, to be decided together with others */
  onChoose?: () => void;
};

/** The whole queue on the phone, over the card. */
export function QueueSheet({ open, onClose, onChoose, ...queue }: QueueSheetProps) {
  const on = queue.selectedId !== null && queue.chosen.has(queue.selectedId);
  return (
    <Dialog title="Waiting" place="sheet" open={open} onClose={onClose}>
      <ProposalQueue {...queue} />
      <div className="flex gap-2 px-4 py-3">
        <Button wide="share" onClick={onClose}>
          Close
        </Button>
        {onChoose ? (
          <Button
            wide="share"
            aria-pressed={on}
            onClick={() => {
              onChoose();
              onClose();
            }}
          >
            {on ? "Let go of this one" : "Choose this one"}
          </Button>
        ) : null}
      </div>
    </Dialog>
  );
}
