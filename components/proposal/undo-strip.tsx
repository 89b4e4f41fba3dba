"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { hrefs } from "#components/patterns/hrefs.ts";
import { Button } from "#components/ui/button.tsx";
import { useSecondsUntil } from "#components/ui/countdown.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { InWindow } from "#server/domains/proposal/schema.ts";
import { useDecisions } from "./use-decisions.ts";

const nothing = () => undefined;

/** What happens in a moment, with its countdown: read from the rows, so that it is there after a reload and on every device. */
export function UndoStrip() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.proposal.inWindow.queryOptions({}));
  const decisions = useDecisions({ onEdited: nothing, onUndone: nothing });
  return (
    <ul aria-label="About to happen" className="grid grid-cols-1 gap-1 empty:hidden">
      {data?.map((one) => (
        <Waiting
          key={one.id}
          one={one}
          busy={decisions.busyOf(one.id) === "undo"}
          onUndo={() => decisions.undo(one.id)}
        />
      ))}
    </ul>
  );
}

function Waiting({ one, busy, onUndo }: { one: InWindow; busy: boolean; onUndo: () => void }) {
  const seconds = useSecondsUntil(one.executeAfter);
  if (seconds === 0) {
    return null;
  }
  return (
    <li className="flex items-center gap-3 rounded-lg border border-line bg-surface px-3 py-1.5 text-small">
      <span className="min-w-0 grow truncate">
        <TextLink href={hrefs.proposal(one.id)}>{one.title}</TextLink>
        {one.byItself ? <span className="text-soft"> · by itself</span> : null}
      </span>
      <span className="shrink-0 text-soft">
        in <span className="inline-block min-w-6 text-right font-medium text-ink">{seconds} s</span>
      </span>
      <Button busy={busy} onClick={onUndo}>
        Undo
      </Button>
    </li>
  );
}
