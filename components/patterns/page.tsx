import { cva } from "class-variance-authority";
import type { ReactNode } from "react";

const pageStyle = cva("grid w-full grid-cols-1 gap-6 px-4 pt-5 pb-10 md:px-8 md:pt-8", {
  variants: { width: { regular: "max-w-5xl", wide: "max-w-7xl", narrow: "max-w-3xl" } },
});

/** The frame of every signed-in screen. */
export function Page({ width = "regular", children }: { width?: "regular" | "wide" | "narrow"; children: ReactNode }) {
  return <div className={pageStyle({ width })}>{children}</div>;
}
