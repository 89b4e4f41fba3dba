"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTRPC } from "./trpc.ts";

type Topic =
  | "proposal"
  | "run"
  | "event"
  | "contact"
  | "invoice"
  | "task"
  | "mail"
  | "notification"
  | "memory"
  | "escalation"
  | "connection"
  | "supervision"
  | "autonomy"
  | "schedule"
  | "workspace";

/** Reads again whatever a change to these topics may show in. */
export function useRenewal(): (topics: Iterable<string>) => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useCallback(
    (topics) => {
      const shown: Record<Topic, readonly (readonly unknown[])[]> = {
        proposal: [trpc.proposal.pathKey(), trpc.today.pathKey(), trpc.agent.pathKey(), trpc.trust.pathKey()],
        run: [trpc.run.pathKey(), trpc.today.pathKey(), trpc.workflow.pathKey(), trpc.outcome.pathKey()],
        event: [trpc.event.pathKey(), trpc.today.pathKey()],
        contact: [trpc.contact.pathKey()],
        invoice: [trpc.invoice.pathKey(), trpc.contact.pathKey(), trpc.today.pathKey()],
        task: [trpc.task.pathKey(), trpc.contact.pathKey(), trpc.today.pathKey()],
        mail: [trpc.mail.pathKey(), trpc.contact.pathKey()],
        notification: [trpc.notification.pathKey()],
        memory: [trpc.memory.pathKey(), trpc.contact.pathKey(), trpc.decision.pathKey()],
        escalation: [trpc.escalation.pathKey(), trpc.today.pathKey()],
        connection: [trpc.connection.pathKey(), trpc.supervisor.pathKey(), trpc.today.pathKey()],
        supervision: [trpc.supervisor.pathKey(), trpc.today.pathKey()],
        autonomy: [trpc.autonomy.pathKey(), trpc.trust.pathKey()],
        schedule: [trpc.schedule.pathKey()],
        workspace: [[]],
      };
      const keys = new Map<string, readonly unknown[]>();
      for (const topic of topics) {
        for (const key of shown[topic as Topic] ?? [[]]) {
          keys.set(JSON.stringify(key), key);
        }
      }
      // whatever changed stands in the audit trail
      keys.set("audit", trpc.audit.pathKey());
      for (const queryKey of keys.values()) {
        void queryClient.invalidateQueries({ queryKey });
      }
    },
    [trpc, queryClient],
  );
}
