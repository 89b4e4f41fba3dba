"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { showToast } from "#components/ui/toast-store.ts";
import { browserEndpoint, pushProblem, subscribeBrowser, unsubscribeBrowser } from "./browser-push.ts";
import { NotifySettingsView } from "./notify-settings-view.tsx";

/** How and when the operator is told; and whether this browser takes push messages. */
export function NotifySettingsPanel() {
  const trpc = useTRPC();
  const settings = useSuspenseQuery(trpc.delivery.settings.queryOptions());
  const push = useSuspenseQuery(trpc.push.state.queryOptions());
  const [endpoint, setEndpoint] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [switching, setSwitching] = useState(false);
  const failed = (title: string) => (error: Parameters<typeof errorWords>[0]) =>
    showToast({ key: "notify", tone: "bad", title, detail: errorWords(error) });
  const update = useMutation(
    trpc.delivery.update.mutationOptions({ onError: failed("Not saved"), onSettled: () => settings.refetch() }),
  );
  const subscribe = useMutation(trpc.push.subscribe.mutationOptions({ onError: failed("Not switched on") }));
  const unsubscribe = useMutation(trpc.push.unsubscribe.mutationOptions({ onError: failed("Not switched off") }));
  const test = useMutation(
    trpc.push.test.mutationOptions({
      onSuccess: ({ devices }) =>
        showToast(
          devices > 0
            ? { key: "notify", tone: "good", title: "On its way", detail: "It comes within a few seconds." }
            : { key: "notify", tone: "bad", title: "Nowhere to send it", detail: "Switch it on again." },
        ),
      onError: failed("Not sent"),
    }),
  );
  // outside system: the browser's push subscription
  useEffect(() => {
    setProblem(pushProblem());
    void browserEndpoint()
      .then(setEndpoint)
      .catch(() => undefined);
  }, []);
  const device = push.data.devices.find((one) => one.endpoint === endpoint);
  const switchDevice = async (on: boolean) => {
    setSwitching(true);
    try {
      if (on) {
        const subscription = await subscribeBrowser(push.data.publicKey);
        await subscribe.mutateAsync(subscription);
        setEndpoint(subscription.endpoint);
      } else {
        await unsubscribeBrowser();
        if (device) await unsubscribe.mutateAsync({ id: device.id });
        setEndpoint(null);
      }
    } catch (error) {
      // what the server refused has been said
      if (!(error instanceof Error && "data" in error)) {
        showToast({ key: "notify", tone: "bad", title: "Not switched", detail: String((error as Error).message) });
      }
    }
    setProblem(pushProblem());
    await push.refetch();
    setSwitching(false);
  };
  return (
    <NotifySettingsView
      settings={settings.data}
      device={{
        on: device !== undefined,
        problem,
        busy: switching,
        others: push.data.devices.length - (device ? 1 : 0),
        testing: test.isPending,
      }}
      saving={update.isPending ? Object.keys(update.variables) : []}
      onChange={(change) => update.mutate(change)}
      onDevice={(on) => void switchDevice(on)}
      onTest={() => test.mutate({})}
    />
  );
}
