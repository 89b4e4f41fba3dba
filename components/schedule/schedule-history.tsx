"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/button.tsx";
import { SlotList } from "./slot-list.tsx";

/** What became of a schedule's slots, read when somebody wants to see it. */
export function ScheduleHistory({ id, zone }: { id: string; zone: string }) {
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const { data, error } = useQuery(trpc.schedule.get.queryOptions({ id }, { enabled: open }));
  if (!open) {
    return (
      <Button size="small" look="quiet" onClick={() => setOpen(true)}>
        What became of its slots
      </Button>
    );
  }
  if (error) {
    return <p className="text-small text-bad">{errorWords(error)}</p>;
  }
  return data ? <SlotList slots={data.slots} zone={zone} /> : <p className="text-small text-faint">Reading…</p>;
}
