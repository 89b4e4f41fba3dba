import { type ReactNode, useId } from "react";

type SectionProps = { title: string; count?: number; detail?: ReactNode; action?: ReactNode; children: ReactNode };

export function Section({ title, count, detail, action, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid min-w-0 grid-cols-1 content-start gap-2.5">
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-3">
        <h2 id={id} className="flex items-baseline gap-2 text-body font-semibold">
          {title}
          {count === undefined ? null : <span className="font-normal text-faint">{count}</span>}
        </h2>
        {action}
        {detail ? <p className="basis-full text-small text-soft">{detail}</p> : null}
      </div>
      {children}
    </section>
  );
}
