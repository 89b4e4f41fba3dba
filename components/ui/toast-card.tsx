"use client";

import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { Button } from "./button.tsx";
import { useSecondsUntil } from "./countdown.tsx";
import type { Toast } from "./toast-store.ts";

const icons = { info: Info, good: CircleCheck, bad: CircleAlert } as const;
const colours = { info: "text-accent-ink", good: "text-good", bad: "text-bad" } as const;

export function ToastCard({ toast, onClose }: { toast: Toast; onClose: () => void }) {
  const Icon = icons[toast.tone];
  const seconds = useSecondsUntil(toast.until ?? null);
  const action = toast.action;
  const live = !toast.until || seconds > 0;
  return (
    <div
      role={toast.tone === "bad" ? "alert" : "status"}
      className="flex w-full items-center gap-3 rounded-lg border border-line bg-surface py-2 pr-2 pl-3.5 font-sans text-ink shadow-float md:w-96"
    >
      <Icon size={18} aria-hidden className={`shrink-0 ${colours[toast.tone]}`} />
      <div className="min-w-0 flex-1">
        <p className="truncate text-small font-medium">{toast.title}</p>
        {toast.detail ? <p className="line-clamp-2 text-small text-soft">{toast.detail}</p> : null}
      </div>
      {action && live ? (
        <Button
          size="small"
          onClick={() => {
            action.run();
            onClose();
          }}
        >
          {action.label}
          {toast.until ? <span className="min-w-5 text-right text-faint tabular-nums">{seconds} s</span> : null}
        </Button>
      ) : null}
      <Button look="quiet" size="icon" aria-label="Dismiss" onClick={onClose}>
        <X size={16} aria-hidden />
      </Button>
    </div>
  );
}
