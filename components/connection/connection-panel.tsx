"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { Section } from "#components/patterns/section.tsx";
import { ShownOnce } from "#components/patterns/shown-once.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import { ConnectionEmpty } from "./connection-empty.tsx";
import { ConnectionForm } from "./connection-form.tsx";
import { ConnectionListView } from "./connection-list-view.tsx";

export function ConnectionPanel({ origin }: { origin: string }) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const [shown, setShown] = useState<string | null>(null);
  const { data: connections } = useSuspenseQuery(trpc.connection.list.queryOptions());
  const failed = (error: Parameters<typeof errorWords>[0]) =>
    showToast({ key: "connection", tone: "bad", title: "Not changed", detail: errorWords(error) });
  const onSettled = () => renew(["connection"]);
  const create = useMutation(
    trpc.connection.create.mutationOptions({
      onSuccess: (made) => {
        setShown(made.secret);
        showToast({ key: "connection", tone: "good", title: "Connected", detail: "Its address stands below." });
      },
      onSettled,
    }),
  );
  const rotate = useMutation(
    trpc.connection.rotate.mutationOptions({
      onSuccess: (made) => {
        setShown(made.secret);
        showToast({ key: "connection", tone: "good", title: "The secret has changed" });
      },
      onError: failed,
      onSettled,
    }),
  );
  const setEnabled = useMutation(trpc.connection.setEnabled.mutationOptions({ onError: failed, onSettled }));
  const busyId = setEnabled.isPending ? setEnabled.variables.id : rotate.isPending ? rotate.variables.id : null;
  return (
    <div className="grid grid-cols-1 gap-8">
      {shown ? (
        <ShownOnce
          title="The connection's secret"
          secret={shown}
          detail="It is shown this once. Put it where the sender proves who it is."
          onDone={() => setShown(null)}
        />
      ) : null}
      {connections.length > 0 ? (
        <ConnectionListView
          connections={connections}
          busyId={busyId}
          onEnabled={(id, enabled) => setEnabled.mutate({ id, enabled })}
          onRotate={(id, secret) => rotate.mutate({ id, secret })}
        />
      ) : (
        <ConnectionEmpty origin={origin} />
      )}
      <Section title="New connection">
        <ConnectionForm
          key={connections.length}
          busy={create.isPending}
          error={create.error ? errorWords(create.error) : null}
          onCreate={(connection) => create.mutate(connection)}
        />
      </Section>
    </div>
  );
}
