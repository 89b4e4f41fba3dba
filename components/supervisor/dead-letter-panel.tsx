"use client";

import { useMutation, useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { byCursor, flatten } from "#components/api/pages.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import { DeadLetterListView } from "./dead-letter-list-view.tsx";

export function DeadLetterPanel() {
  const trpc = useTRPC();
  const renew = useRenewal();
  const query = useSuspenseInfiniteQuery(
    trpc.supervisor.deadLetters.infiniteQueryOptions({ status: "open" }, byCursor),
  );
  const { items, more } = flatten(query);
  const after = {
    onError: (error: Parameters<typeof errorWords>[0]) =>
      showToast({ key: "letter", tone: "bad" as const, title: "Not done", detail: errorWords(error) }),
    onSettled: () => renew(["supervision", "run", "event"]),
  };
  const redrive = useMutation(
    trpc.supervisor.redrive.mutationOptions({
      ...after,
      onSuccess: () => showToast({ key: "letter", tone: "good", title: "It is being done again" }),
    }),
  );
  const redriveMany = useMutation(
    trpc.supervisor.redriveMany.mutationOptions({
      ...after,
      onSuccess: ({ redriven, left }) =>
        showToast({
          key: "letter",
          tone: "good",
          title: `${redriven} ${redriven === 1 ? "is" : "are"} being done again`,
          ...(left ? { detail: `${left} stay as they are.` } : {}),
        }),
    }),
  );
  const drop = useMutation(trpc.supervisor.drop.mutationOptions(after));
  return (
    <Section
      title="Dead letters"
      detail="What could not be done after all its tries. It is kept as it was, and can be done again once the cause is mended."
      action={
        items.length > 1 ? (
          <Button size="small" look="quiet" busy={redriveMany.isPending} onClick={() => redriveMany.mutate({})}>
            Do all again
          </Button>
        ) : null
      }
    >
      {items.length > 0 ? (
        <DeadLetterListView
          letters={items}
          busyId={redrive.isPending ? redrive.variables.id : null}
          onRedrive={(id) => redrive.mutate({ id })}
          onDrop={(id, reason) => drop.mutate({ id, reason })}
          more={more}
        />
      ) : (
        <EmptyState title="None" detail="Everything that came in was dealt with, or waits for you in Approvals." />
      )}
    </Section>
  );
}
