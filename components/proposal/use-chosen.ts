"use client";

import { useState } from "react";
import { showToast } from "#components/ui/toast-store.ts";
import type { QueueRow } from "#server/domains/proposal/schema.ts";

const most = 50;

const alike = (one: QueueRow, other: QueueRow) =>
  one.agent === other.agent && one.action === other.action && one.workflow === other.workflow;

/** What is chosen to be decided together: only proposals that are alike, and no more than can be read. */
export function useChosen(rows: readonly QueueRow[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const chosen = ids.size > 0 ? rows.filter((row) => ids.has(row.id)) : [];
  const [first] = chosen;
  const like = first ? rows.filter((row) => alike(row, first)).slice(0, most) : [];
  return {
    /** in the order of the queue; what is not there any more is not chosen any more */
    chosen: chosen.map((row) => row.id),
    ids,
    alike: like.length,
    toggle: (row: QueueRow) => {
      const next = new Set(chosen.map(({ id }) => id));
      if (!next.delete(row.id)) {
        const detail = first && !alike(first, row) ? "It is of another agent, action or workflow." : null;
        if (detail || next.size >= most) {
          const limit = `At most ${most} are decided together.`;
          showToast({ key: "not-alike", tone: "info", title: "Not chosen", detail: detail ?? limit });
          return;
        }
        next.add(row.id);
      }
      setIds(next);
    },
    all: () => setIds(new Set(like.map(({ id }) => id))),
    clear: () => setIds(new Set()),
  };
}
