"use client";

import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { byCursor, flatten } from "#components/api/pages.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { ApprovalsEmpty } from "./approvals-empty.tsx";
import { ApprovalsView } from "./approvals-view.tsx";
import { useDecisions } from "./use-decisions.ts";

/** Puts the chosen proposal into the address without a visit to the server. */
function select(id: string | null) {
  window.history.replaceState(null, "", id ? `/approvals?proposal=${id}` : "/approvals");
}

export function ApprovalsPanel() {
  const trpc = useTRPC();
  const selectedId = useSearchParams().get("proposal");
  const query = useSuspenseInfiniteQuery(trpc.proposal.list.infiniteQueryOptions({ status: "pending" }, byCursor));
  const { items, more } = flatten(query);
  const decisions = useDecisions({
    onDecided: (proposal) => {
      const at = items.findIndex((item) => item.id === proposal.id);
      select((items[at + 1] ?? items[at - 1])?.id ?? null);
    },
    onEdited: select,
    onUndone: select,
  });
  if (items.length === 0) {
    return <ApprovalsEmpty />;
  }
  const current = items.find((item) => item.id === selectedId) ?? items[0];
  return (
    <ApprovalsView
      proposals={items}
      selectedId={selectedId}
      onSelect={select}
      onApprove={decisions.approve}
      onEdit={decisions.edit}
      onReject={decisions.reject}
      busy={decisions.busy}
      error={decisions.errorOf(current?.id)}
      more={more}
    />
  );
}
