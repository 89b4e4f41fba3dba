import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";

const badgeStyle = cva(
  "inline-flex items-center gap-1 rounded-sm px-1.5 text-caption font-medium whitespace-nowrap leading-5",
  {
    variants: {
      tone: {
        plain: "bg-hover text-soft",
        accent: "bg-accent-wash text-accent-ink",
        good: "bg-good-wash text-good",
        warn: "bg-warn-wash text-warn",
        bad: "bg-bad-wash text-bad",
      },
    },
    defaultVariants: { tone: "plain" },
  },
);

export type Tone = NonNullable<VariantProps<typeof badgeStyle>["tone"]>;

export function Badge({ tone, children }: { tone?: Tone; children: ReactNode }) {
  return <span className={badgeStyle({ tone })}>{children}</span>;
}
