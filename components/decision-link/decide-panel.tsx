"use client";

import { useMutation } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { haptic } from "#components/ui/haptic.ts";
import { useOnline } from "#components/ui/use-online.ts";
import type { LinkedProposal } from "#server/domains/decision-link/schema.ts";
import { DecideView } from "./decide-view.tsx";

export function DecidePanel({ token, linked }: { token: string; linked: LinkedProposal }) {
  const trpc = useTRPC();
  const online = useOnline();
  const decide = useMutation(
    trpc.decisionLink.decide.mutationOptions({
      onSuccess: (answer) => haptic(answer.state === "decided" ? "done" : "refused"),
      onError: () => haptic("refused"),
    }),
  );
  return (
    <DecideView
      answer={decide.data ?? linked}
      busy={decide.isPending ? decide.variables.decision : null}
      error={decide.error ? errorWords(decide.error) : null}
      online={online}
      onDecide={(decision, reason) => decide.mutate({ token, decision, ...(reason ? { reason } : {}) })}
    />
  );
}
