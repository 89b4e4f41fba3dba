"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { AppShell } from "./app-shell.tsx";

const LiveUpdates = dynamic(() => import("#components/api/live-updates.tsx").then((module) => module.LiveUpdates), {
  ssr: false,
});
const PalettePanel = dynamic(() => import("./palette-panel.tsx").then((module) => module.PalettePanel), { ssr: false });

export function ShellPanel({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const path = usePathname();
  const { data: today } = useQuery(trpc.today.get.queryOptions());
  return (
    <AppShell
      path={path}
      workspaceName={today?.workspaceName ?? ""}
      waitingCount={today?.waitingCount ?? 0}
      renderPalette={(palette) => <PalettePanel {...palette} />}
    >
      {children}
      <LiveUpdates />
    </AppShell>
  );
}
