"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { lazy, type ReactNode, Suspense } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { AppShell } from "./app-shell.tsx";

const LiveUpdates = lazy(() =>
  import("#components/api/live-updates.tsx").then((module) => ({ default: module.LiveUpdates })),
);
const DeviceKeeper = lazy(() => import("./device-keeper.tsx").then((module) => ({ default: module.DeviceKeeper })));
const NotificationToasts = lazy(() =>
  import("#components/notification/notification-toasts.tsx").then((module) => ({ default: module.NotificationToasts })),
);
const PalettePanel = lazy(() => import("./palette-panel.tsx").then((module) => ({ default: module.PalettePanel })));

export function ShellPanel({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const path = usePathname();
  const { data: today } = useQuery(trpc.today.get.queryOptions());
  return (
    <AppShell
      path={path}
      workspaceName={today?.workspaceName ?? ""}
      waitingCount={today?.waitingCount ?? 0}
      renderPalette={(palette) => (
        <Suspense>
          <PalettePanel {...palette} />
        </Suspense>
      )}
    >
      {children}
      <Suspense>
        <LiveUpdates />
        <NotificationToasts />
        <DeviceKeeper />
      </Suspense>
    </AppShell>
  );
}
