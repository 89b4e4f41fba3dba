"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { Section } from "#components/patterns/section.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import { CircuitListView } from "./circuit-list-view.tsx";

/** @param empty what stands there while every system answers; nothing by default */
export function CircuitPanel({ empty = null }: { empty?: ReactNode }) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data: circuits } = useSuspenseQuery(trpc.supervisor.circuits.queryOptions());
  const reset = useMutation(
    trpc.supervisor.resetCircuit.mutationOptions({
      onSuccess: () => showToast({ key: "circuit", tone: "good", title: "Calls go again" }),
      onError: (error) => showToast({ key: "circuit", tone: "bad", title: "Not changed", detail: errorWords(error) }),
      onSettled: () => renew(["connection", "supervision"]),
    }),
  );
  if (circuits.length === 0 && !empty) return null;
  return (
    <Section
      title="Systems that are called"
      detail="When one stops answering, its calls are held and one is let through from time to time. Nothing is lost."
    >
      {circuits.length === 0 ? (
        empty
      ) : (
        <CircuitListView
          circuits={circuits}
          busyId={reset.isPending ? reset.variables.id : null}
          onReset={(id) => reset.mutate({ id })}
        />
      )}
    </Section>
  );
}
