"use client";

import { lazy, Suspense, useState } from "react";
import { Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

const RunMemoryPanel = lazy(() =>
  import("#components/decision/run-memory-panel.tsx").then((module) => ({ default: module.RunMemoryPanel })),
);

/** What a run's decisions were made from, and what it wrote to memory: asked for only when somebody wants to see it. */
export function RunMemory({ runId }: { runId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <Section
      title="Memory, then and now"
      detail="What each decision was made from, what it would be made from now, and what this run wrote."
      action={
        open ? null : (
          <Button size="small" onClick={() => setOpen(true)}>
            Compare
          </Button>
        )
      }
    >
      {open ? (
        <Suspense fallback={<SkeletonRows />}>
          <RunMemoryPanel runId={runId} />
        </Suspense>
      ) : null}
    </Section>
  );
}
