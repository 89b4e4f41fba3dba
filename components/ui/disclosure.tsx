import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** A native details element: works before any script has loaded. */
export function Disclosure({ summary, open, children }: { summary: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <details open={open} className="group/disclosure">
      <summary className="flex min-h-6 items-center gap-1.5 rounded-sm text-small text-soft hover:text-ink max-md:min-h-11">
        <ChevronRight size={14} aria-hidden className="shrink-0 transition-transform group-open/disclosure:rotate-90" />
        {summary}
      </summary>
      <div className="pb-2 pl-5">{children}</div>
    </details>
  );
}
