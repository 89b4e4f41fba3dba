"use client";

import { hrefs } from "#components/patterns/hrefs.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { EscalationView } from "#server/domains/escalation/schema.ts";

type EscalationListViewProps = {
  escalations: EscalationView[];
  busy: { id: string; option: string } | null;
  onResolve: (id: string, option: string) => void;
};

/** What happened, what was already done, and buttons that each do one concrete thing. */
export function EscalationListView({ escalations, busy, onResolve }: EscalationListViewProps) {
  return (
    <ul className="grid max-w-3xl gap-4">
      {escalations.map((escalation) => (
        <li key={escalation.id}>
          <article className="grid grid-cols-1 gap-4 rounded-lg border border-line bg-surface p-4 shadow-lift md:p-5">
            <header className="grid grid-cols-1 gap-1">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                <h2 className="text-title font-semibold">{escalation.title}</h2>
                <span className="text-small text-faint">
                  <RelativeTime at={escalation.createdAt} />
                </span>
              </div>
              {escalation.runId ? (
                <p className="text-small">
                  <TextLink href={hrefs.run(escalation.runId)}>The run it belongs to</TextLink>
                </p>
              ) : null}
            </header>
            <div className="grid grid-cols-1 gap-3 md:grid-cols-2 md:gap-x-8">
              <div>
                <h3 className="text-small font-medium text-faint">What happened</h3>
                <p>{escalation.happened}</p>
              </div>
              <div>
                <h3 className="text-small font-medium text-faint">What was done about it</h3>
                <p>{escalation.done}</p>
              </div>
            </div>
            {escalation.status === "open" ? (
              <ul className="grid grid-cols-1 gap-2">
                {escalation.options.map((option) => (
                  <li
                    key={option.id}
                    className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line pt-3"
                  >
                    <p className="min-w-0 flex-1 basis-60 text-small text-soft">{option.description}</p>
                    <Button
                      busy={busy?.id === escalation.id && busy.option === option.id}
                      disabled={busy?.id === escalation.id && busy.option !== option.id}
                      onClick={() => onResolve(escalation.id, option.id)}
                    >
                      {option.label}
                    </Button>
                  </li>
                ))}
              </ul>
            ) : (
              <p>
                <Badge tone="good">Resolved</Badge> <span className="text-soft">{escalation.resolution}</span>
              </p>
            )}
          </article>
        </li>
      ))}
    </ul>
  );
}
