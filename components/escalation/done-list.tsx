import { Check, CircleAlert, CircleHelp, type LucideIcon, Undo2, X } from "lucide-react";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { DoneItem } from "#server/domains/escalation/schema.ts";

const marks: Record<DoneItem["state"], { icon: LucideIcon; label: string; tone: string }> = {
  done: { icon: Check, label: "Done", tone: "text-good" },
  reversed: { icon: Undo2, label: "Taken back", tone: "text-good" },
  stands: { icon: CircleAlert, label: "Stands", tone: "text-warn" },
  unknown: { icon: CircleHelp, label: "Unknown", tone: "text-warn" },
  failed: { icon: X, label: "Failed", tone: "text-bad" },
};

/** What was done about it, each with what became of it. */
export function DoneList({ items }: { items: DoneItem[] }) {
  return (
    <ul className="grid grid-cols-1 gap-2.5">
      {items.map((item) => {
        const { icon: Icon, label, tone } = marks[item.state];
        return (
          <li key={`${item.text} ${item.detail} ${item.at?.getTime()}`} className="flex gap-2.5">
            <span className={`${tone} mt-0.5 shrink-0`}>
              <Icon size={16} aria-hidden="true" />
              <span className="sr-only">{label}: </span>
            </span>
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="min-w-0 break-words">{item.text}</span>
                {item.at ? (
                  <span className="text-small text-faint">
                    <RelativeTime at={item.at} />
                  </span>
                ) : null}
              </span>
              {item.detail ? <span className="block text-small break-words text-soft">{item.detail}</span> : null}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
