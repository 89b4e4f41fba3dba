"use client";

import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { ToastHost } from "#components/ui/toast-host.tsx";
import { PhoneBar } from "./phone-bar.tsx";
import { Rail } from "./rail.tsx";

const MoreSheet = lazy(() => import("./more-sheet.tsx").then((module) => ({ default: module.MoreSheet })));

type AppShellProps = {
  /** where the operator is, e.g. "/runs" */
  path: string;
  workspaceName: string;
  waitingCount: number;
  /** the command palette; only asked for once it is opened */
  renderPalette: (props: { open: boolean; onClose: () => void }) => ReactNode;
  children: ReactNode;
};

export function AppShell({ path, workspaceName, waitingCount, renderPalette, children }: AppShellProps) {
  const [palette, setPalette] = useState<"never" | "open" | "closed">("never");
  const [more, setMore] = useState<"never" | "open" | "closed">("never");

  // outside system: the keyboard
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setPalette((state) => (state === "open" ? "closed" : "open"));
      }
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);

  const openPalette = () => {
    setMore((state) => (state === "never" ? "never" : "closed"));
    setPalette("open");
  };
  return (
    <div className="min-h-dvh md:pl-(--rail)">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        Skip to content
      </a>
      <Rail path={path} workspaceName={workspaceName} waitingCount={waitingCount} onPalette={openPalette} />
      <main id="main" tabIndex={-1} className="pb-[calc(var(--bar)+env(safe-area-inset-bottom))] outline-none md:pb-0">
        {children}
      </main>
      <PhoneBar path={path} waitingCount={waitingCount} onMore={() => setMore("open")} />
      {more === "never" ? null : (
        <Suspense>
          <MoreSheet path={path} open={more === "open"} onClose={() => setMore("closed")} onPalette={openPalette} />
        </Suspense>
      )}
      {palette === "never" ? null : renderPalette({ open: palette === "open", onClose: () => setPalette("closed") })}
      <ToastHost />
    </div>
  );
}
