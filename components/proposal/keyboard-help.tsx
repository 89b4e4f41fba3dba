"use client";

import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";

const keys: [string, string][] = [
  ["j", "Next proposal"],
  ["k", "Previous proposal"],
  ["a", "Approve"],
  ["e", "Edit"],
  ["r", "Reject, with a reason"],
  ["g", "Send back with guidance"],
  ["s", "Snooze"],
  ["u", "Take the last approval back, while its window is open"],
  ["x", "Choose, to decide several together"],
  ["b", "Look at what is chosen and decide it"],
  ["enter", "From the list to the card"],
  ["esc", "Back: to reading, then let go of what is chosen"],
  ["⌘K", "Go to any screen or record"],
  ["?", "This help"],
];

export function KeyboardHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog title="Keyboard" open={open} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2.5 px-5 pb-5">
        {keys.map(([key, meaning]) => (
          <div key={key} className="contents">
            <dt className="justify-self-start">
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
