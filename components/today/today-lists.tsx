import { CircleAlert, Clock3, FileText, MailX, Plug, Unplug } from "lucide-react";
import type { Route } from "next";
import { hrefs } from "#components/patterns/hrefs.ts";
import { Row } from "#components/patterns/row.tsx";
import { RowList } from "#components/patterns/row-list.tsx";
import { Money } from "#components/ui/money.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StatusDot } from "#components/ui/status-dot.tsx";
import type { Today } from "#server/domains/today/schema.ts";

export function WaitingList({ waiting }: { waiting: Today["waiting"] }) {
  return (
    <RowList label="Waiting for you">
      {waiting.map((item) => (
        <Row
          key={item.id}
          href={`/approvals?proposal=${item.id}` as Route}
          lead={<StatusDot tone="accent" />}
          title={item.title}
          detail={item.contact}
          aside={item.stake ? <Money minor={item.stake.amountMinor} currency={item.stake.currency} /> : undefined}
          time={
            <>
              expires <RelativeTime at={item.expiresAt} />
            </>
          }
        />
      ))}
    </RowList>
  );
}

export function ReviewTaskList({ tasks }: { tasks: Today["reviewTasks"] }) {
  return (
    <RowList label="Review tasks">
      {tasks.map((task) => (
        <Row
          key={task.id}
          href={hrefs.review(task.id)}
          lead={<CircleAlert size={16} aria-hidden className="text-bad" />}
          title={task.title}
          time={<RelativeTime at={task.createdAt} />}
        />
      ))}
    </RowList>
  );
}

const riskIcons = {
  run: CircleAlert,
  invoice: FileText,
  task: Clock3,
  connection: Plug,
  circuit: Unplug,
  "dead-letter": MailX,
} as const;

function riskHref(item: Today["atRisk"][number]): Route {
  switch (item.kind) {
    case "run":
      return hrefs.run(item.id);
    case "invoice":
      return hrefs.invoice(item.id);
    case "task":
      return "/records/tasks";
    case "connection":
      return "/connections";
    case "circuit":
    case "dead-letter":
      return "/agents/supervisor";
  }
}

export function AtRiskList({ items }: { items: Today["atRisk"] }) {
  return (
    <RowList label="At risk">
      {items.map((item) => {
        const Icon = riskIcons[item.kind];
        return (
          <Row
            key={`${item.kind}-${item.id}`}
            href={riskHref(item)}
            lead={<Icon size={16} aria-hidden className="text-warn" />}
            title={item.title}
            detail={item.detail}
          />
        );
      })}
    </RowList>
  );
}

export function DoneList({ done }: { done: Today["done"] }) {
  return (
    <RowList label="Done today">
      {done.map((item) => (
        <Row
          key={item.id}
          href={hrefs.run(item.runId)}
          lead={<StatusDot tone="good" />}
          title={<span className="font-normal">{item.title}</span>}
          time={<RelativeTime at={item.at} />}
        />
      ))}
    </RowList>
  );
}
