"use client";

import { useState } from "react";
import { showToast } from "#components/ui/toast-store.ts";

const most = 50;

type Rules<R> = {
  /** whether two rows are decided in the same way */
  alike: (one: R, other: R) => boolean;
  /** why a row that is not alike cannot be chosen; null where it can */
  notAlike: string | null;
};

/** What is chosen to be decided together: no more than can be read. */
export function useChosen<R extends { id: string }>(rows: readonly R[], { alike, notAlike }: Rules<R>) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const chosen = ids.size > 0 ? rows.filter((row) => ids.has(row.id)) : [];
  const [first] = chosen;
  const like = first ? rows.filter((row) => alike(row, first)).slice(0, most) : [];
  return {
    /** in the order of the rows; what is not there any more is not chosen any more */
    chosen: chosen.map((row) => row.id),
    ids,
    alike: like.length,
    toggle: (row: R) => {
      const next = new Set(chosen.map(({ id }) => id));
      if (!next.delete(row.id)) {
        const detail = first && !alike(first, row) ? notAlike : null;
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
