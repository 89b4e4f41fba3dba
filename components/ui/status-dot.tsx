import { cva } from "class-variance-authority";
import type { Tone } from "./badge.tsx";

const dotStyle = cva("inline-block size-2 shrink-0 rounded-full", {
  variants: {
    tone: { plain: "bg-edge", accent: "bg-accent-ink", good: "bg-good", warn: "bg-warn", bad: "bg-bad" },
  },
});

/** A dot beside a word that says the same: never the only sign of a status. */
export function StatusDot({ tone }: { tone: Tone }) {
  return <span aria-hidden="true" className={dotStyle({ tone })} />;
}
