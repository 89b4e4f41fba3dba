"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { ShownOnce } from "#components/patterns/shown-once.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import { ApiKeyView } from "./api-key-view.tsx";

export function ApiKeyPanel() {
  const trpc = useTRPC();
  const [shown, setShown] = useState<{ name: string; key: string } | null>(null);
  const list = useSuspenseQuery(trpc.apiKey.list.queryOptions());
  const create = useMutation(
    trpc.apiKey.create.mutationOptions({
      onSuccess: ({ name, key }) => setShown({ name, key }),
      onSettled: () => list.refetch(),
    }),
  );
  const revoke = useMutation(
    trpc.apiKey.revoke.mutationOptions({
      onSuccess: () =>
        showToast({ key: "api-key", tone: "info", title: "Revoked", detail: "It stops working at once." }),
      onError: (error) => showToast({ key: "api-key", tone: "bad", title: "Not revoked", detail: errorWords(error) }),
      onSettled: () => list.refetch(),
    }),
  );
  return (
    <div className="grid grid-cols-1 gap-4">
      {shown ? (
        <ShownOnce
          title={`The key “${shown.name}”`}
          secret={shown.key}
          detail="It is shown this once; only a hash of it is kept."
          onDone={() => setShown(null)}
        />
      ) : null}
      <ApiKeyView
        apiKeys={list.data}
        creating={create.isPending}
        revokingId={revoke.isPending ? revoke.variables.id : null}
        error={create.error ? errorWords(create.error) : null}
        onCreate={(apiKey) => create.mutate(apiKey)}
        onRevoke={(id) => revoke.mutate({ id })}
      />
    </div>
  );
}
