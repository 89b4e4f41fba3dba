"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { hrefs } from "#components/patterns/hrefs.ts";
import { SaveBar } from "#components/patterns/save-bar.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import type { Boundaries, MemoryAccess } from "#server/memory/schema.ts";
import { BoundaryReader } from "./boundary-reader.tsx";
import { type CellChange, placeOf } from "./boundary-words.ts";

function changesOf(readers: Boundaries["readers"], chosen: ReadonlyMap<string, MemoryAccess>): CellChange[] {
  return readers.flatMap(({ name: agent, cells }) =>
    cells.flatMap(({ tier, kind, access: from }) => {
      const to = chosen.get(placeOf(agent, { tier, kind }));
      return to && to !== from ? [{ agent, tier, kind, from, to }] : [];
    }),
  );
}

/** The whole matrix. Nothing holds before it is saved; all that was chosen is saved as one change. */
export function BoundariesPanel() {
  const trpc = useTRPC();
  const renew = useRenewal();
  const { data } = useSuspenseQuery(trpc.memory.boundaries.queryOptions());
  const [chosen, setChosen] = useState<ReadonlyMap<string, MemoryAccess>>(new Map());
  const changes = changesOf(data.readers, chosen);
  const save = useMutation(
    trpc.memory.setBoundaries.mutationOptions({
      onSuccess: () => {
        setChosen(new Map());
        showToast({ key: "boundaries", tone: "good", title: "Saved" });
      },
      onSettled: () => renew(["memory"]),
    }),
  );
  return (
    <form
      aria-label="Boundaries of memory"
      className="grid grid-cols-1 gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (changes.length > 0) save.mutate({ changes });
      }}
    >
      {data.readers.map((reader) => (
        <BoundaryReader
          key={reader.name}
          reader={reader}
          chosen={chosen}
          onSet={(cell, to) => setChosen(new Map(chosen).set(placeOf(reader.name, cell), to))}
        />
      ))}
      {changes.length > 0 || save.error ? (
        <div className="sticky bottom-0 z-10 border-t border-line bg-canvas py-3 max-md:bottom-14">
          <SaveBar
            busy={save.isPending}
            error={save.error ? errorWords(save.error) : null}
            label={changes.length === 1 ? "Save 1 change" : `Save ${changes.length} changes`}
          >
            <Button
              onClick={() => {
                setChosen(new Map());
                save.reset();
              }}
            >
              Discard
            </Button>
          </SaveBar>
        </div>
      ) : null}
      <Section title="Refused lately" detail="Once per run and reason.">
        {data.refusals.length === 0 ? (
          <p className="text-small text-soft">Nothing was kept from an agent yet.</p>
        ) : (
          <ul aria-label="Refused lately" className="divide-y divide-line border-y border-line text-small">
            {data.refusals.map(({ runId, reason, title, words, at }) => (
              <li key={`${runId} ${reason}`} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
                <span className="min-w-0 break-words">{words}</span>
                <span className="min-w-0 break-words text-faint">
                  <TextLink href={hrefs.run(runId)}>{title}</TextLink>, <RelativeTime at={at} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </form>
  );
}
