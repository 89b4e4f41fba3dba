"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { NotificationPanel } from "#components/notification/notification-panel.tsx";
import { TodayView } from "./today-view.tsx";
import { WelcomeView } from "./welcome-view.tsx";

export function TodayPanel() {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data: today } = useSuspenseQuery(trpc.today.get.queryOptions());
  const sample = useMutation(trpc.workspace.loadSample.mutationOptions({ onSettled: () => renew(["workspace"]) }));
  return today.empty ? (
    <WelcomeView
      workspaceName={today.workspaceName}
      busy={sample.isPending}
      loading={sample.isSuccess}
      error={sample.error ? errorWords(sample.error) : null}
      onLoadSample={() => sample.mutate()}
    />
  ) : (
    <TodayView today={today} told={<NotificationPanel />} />
  );
}
