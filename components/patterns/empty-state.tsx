import type { ReactNode } from "react";

/** Nothing here yet, why that is, and the one thing to do about it. */
export function EmptyState({ title, detail, children }: { title: string; detail: ReactNode; children?: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-3 rounded-lg border border-dashed border-line px-5 py-6 md:px-7 md:py-8">
      <div>
        <p className="text-title font-medium">{title}</p>
        <div className="max-w-prose pt-1 text-soft">{detail}</div>
      </div>
      {children ? <div className="grid w-full min-w-0 justify-items-start gap-3 *:min-w-0">{children}</div> : null}
    </div>
  );
}
