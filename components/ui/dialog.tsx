"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { cva } from "class-variance-authority";
import type { ReactNode } from "react";

const popupStyle = cva(
  "fixed z-50 flex max-h-[85dvh] flex-col overflow-hidden border border-line bg-surface shadow-float outline-none transition duration-150 data-starting-style:opacity-0 data-ending-style:opacity-0",
  {
    variants: {
      place: {
        centre:
          "top-1/2 left-1/2 w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-lg data-starting-style:scale-98",
        top: "top-[12vh] left-1/2 w-[min(36rem,calc(100vw-1.5rem))] -translate-x-1/2 rounded-lg",
        sheet:
          "inset-x-0 bottom-0 rounded-t-lg pb-[env(safe-area-inset-bottom)] data-starting-style:translate-y-8 data-ending-style:translate-y-8",
      },
    },
  },
);

type DialogProps = {
  title: string;
  place?: "centre" | "top" | "sheet";
  /** hides the visible title where the content says it already */
  bare?: boolean;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
};

export function Dialog({ title, place = "centre", bare = false, open, onClose, children }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-50 bg-veil transition-opacity duration-150 data-starting-style:opacity-0 data-ending-style:opacity-0" />
        <Base.Popup className={popupStyle({ place })}>
          <Base.Title className={bare ? "sr-only" : "px-5 pt-4 pb-2 text-title font-semibold"}>{title}</Base.Title>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
