"use client";

import { hrefs } from "#components/patterns/hrefs.ts";
import { LoadMore, type More } from "#components/patterns/load-more.tsx";
import { Button } from "#components/ui/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { TaskRow } from "#server/domains/task/schema.ts";

type TaskListViewProps = { tasks: TaskRow[]; busyId: string | null; onComplete: (id: string) => void; more: More };

export function TaskListView({ tasks, busyId, onComplete, more }: TaskListViewProps) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <ul aria-label="Tasks" className="divide-y divide-line border-y border-line">
        {tasks.map((task) => (
          <li key={task.id} className="flex items-start gap-3 px-2 py-2.5">
            <div className="min-w-0 flex-1">
              <p className={task.status === "done" ? "text-faint line-through" : "font-medium"}>{task.title}</p>
              {task.note ? <p className="text-small text-soft">{task.note}</p> : null}
              <p className="flex flex-wrap gap-x-3 text-small text-faint">
                {task.dueAt ? <DueDate dueAt={task.dueAt} open={task.status === "open"} /> : <span>no date</span>}
                {task.contact ? <TextLink href={hrefs.contact(task.contact.id)}>{task.contact.name}</TextLink> : null}
                {task.runId ? <TextLink href={hrefs.run(task.runId)}>The run that made it</TextLink> : null}
              </p>
            </div>
            {task.status === "open" ? (
              <Button size="small" busy={busyId === task.id} onClick={() => onComplete(task.id)}>
                Done
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <LoadMore more={more} />
    </div>
  );
}

function DueDate({ dueAt, open }: { dueAt: Date; open: boolean }) {
  const late = open && dueAt.getTime() < Date.now();
  return (
    <span className={late ? "font-medium text-warn" : ""} suppressHydrationWarning>
      {late ? "overdue, was due " : "due "}
      <RelativeTime at={dueAt} />
    </span>
  );
}
