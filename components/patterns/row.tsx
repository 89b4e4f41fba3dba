import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

type RowProps = {
  href: ComponentProps<typeof Link>["href"];
  lead?: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  aside?: ReactNode;
  time?: ReactNode;
  /** stands before the row, outside its link: a box to choose it with */
  choice?: ReactNode;
};

/** One line on the desktop, two on the phone; the whole row is the link. */
export function Row({ href, lead, title, detail, aside, time, choice }: RowProps) {
  return (
    <li className={choice ? "flex items-stretch" : undefined}>
      {choice}
      <Link
        href={href}
        data-row
        className="group flex min-h-16 min-w-0 flex-1 items-center gap-3 px-2 py-2 hover:bg-hover focus-visible:-outline-offset-2 md:min-h-11 md:py-1.5"
      >
        {lead ? <span className="flex w-4 shrink-0 justify-center">{lead}</span> : null}
        <span className="grid min-w-0 flex-1 md:flex md:items-baseline md:gap-3">
          <span className="font-medium max-md:line-clamp-2 md:truncate">{title}</span>
          {detail ? <span className="truncate text-small text-soft md:min-w-12 md:shrink-[8]">{detail}</span> : null}
        </span>
        <span className="flex shrink-0 flex-col items-end gap-0.5 md:flex-row md:items-center md:gap-4">
          {aside}
          {time ? <span className="text-right text-small text-faint md:min-w-20">{time}</span> : null}
        </span>
      </Link>
    </li>
  );
}
