import type { ReactNode } from "react";

type PageHeaderProps = { title: string; detail?: ReactNode; lead?: ReactNode; actions?: ReactNode };

export function PageHeader({ title, detail, lead, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-72">
        {lead ? <div className="pb-1 text-small text-soft">{lead}</div> : null}
        <h1 className="text-display font-semibold tracking-tight">{title}</h1>
        {detail ? <div className="max-w-prose pt-1 text-soft">{detail}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2 max-md:w-full">{actions}</div> : null}
    </header>
  );
}
