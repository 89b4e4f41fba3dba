"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { Notice } from "#components/patterns/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { AnswerDifferences } from "./answer-differences.tsx";
import { DecisionView } from "./decision-view.tsx";

/** One decision then and now; its agent is asked again only when the operator wants it. */
export function DecisionPanel({ id }: { id: string }) {
  const trpc = useTRPC();
  const compared = useQuery(trpc.decision.compare.queryOptions({ id }, { staleTime: 0 }));
  const asked = useMutation(trpc.decision.askAgain.mutationOptions());
  if (compared.error) return <Notice tone="bad" title={errorWords(compared.error)} />;
  if (!compared.data) return <SkeletonRows />;
  const busy = (memory: "then" | "now") => asked.isPending && asked.variables.memory === memory;
  return (
    <div className="grid grid-cols-1 gap-5">
      <DecisionView decision={compared.data} />
      {compared.data.askable ? (
        <div className="grid grid-cols-1 gap-3">
          <div className="flex flex-wrap gap-2">
            <Button size="small" busy={busy("then")} onClick={() => asked.mutate({ id, memory: "then" })}>
              Ask again with the memory as it was
            </Button>
            <Button size="small" busy={busy("now")} onClick={() => asked.mutate({ id, memory: "now" })}>
              Ask with the memory of now
            </Button>
          </div>
          <p className="text-small text-faint">Nothing is proposed, sent or written.</p>
          {asked.error ? <Notice tone="bad" title={errorWords(asked.error)} /> : null}
          {asked.data ? <AnswerDifferences asked={asked.data} /> : null}
        </div>
      ) : (
        <p className="text-small text-soft">
          What was asked here was not kept, or was erased since: the agent cannot be asked the same again.
        </p>
      )}
    </div>
  );
}
