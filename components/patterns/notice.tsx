import { cva } from "class-variance-authority";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const noticeStyle = cva("flex gap-3 rounded-md px-3.5 py-3 text-body", {
  variants: {
    tone: { info: "bg-accent-wash", warn: "bg-warn-wash", bad: "bg-bad-wash" },
  },
});

const icons = { info: Info, warn: TriangleAlert, bad: CircleAlert } as const;
const colours = { info: "text-accent-ink", warn: "text-warn", bad: "text-bad" } as const;

type NoticeProps = { tone: "info" | "warn" | "bad"; title: string; children?: ReactNode; action?: ReactNode };

/** What happened, and what to do. A bad one is announced. */
export function Notice({ tone, title, children, action }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div role={tone === "bad" ? "alert" : undefined} className={noticeStyle({ tone })}>
      <Icon size={18} aria-hidden className={`mt-px shrink-0 ${colours[tone]}`} />
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="font-medium">{title}</p>
        {children ? <div className="text-small text-soft">{children}</div> : null}
        {action ? <div className="flex flex-wrap gap-2 pt-1.5">{action}</div> : null}
      </div>
    </div>
  );
}
