"use client";

import { type ReactNode, useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { ScheduleView } from "#server/domains/schedule/schema.ts";
import { NextSlots } from "./next-slots.tsx";
import { catchUpWords } from "./schedule-words.ts";
import { fromRecurrence, ruleWords } from "./simple-rule.ts";

type ScheduleCardProps = {
  schedule: ScheduleView;
  busy: boolean;
  /** what became of its slots */
  history: ReactNode;
  onEnabled: (enabled: boolean) => void;
  onEdit: () => void;
  onDelete: () => void;
};

export function ScheduleCard({ schedule, busy, history, onEnabled, onEdit, onDelete }: ScheduleCardProps) {
  const { name, zone, enabled, next, catchUp } = schedule;
  const missed = catchUpWords.find(({ value }) => value === catchUp);
  return (
    <article className="grid min-w-0 grid-cols-1 gap-3 rounded-lg border border-line bg-surface p-4 shadow-lift">
      <header className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h3 className="font-semibold">{name}</h3>
          <p className="text-small text-soft">
            <RuleText schedule={schedule} /> <span className="text-faint">· {zone}</span>
          </p>
        </div>
        <div className="flex shrink-0 items-center gap-1 text-small text-soft">
          <span aria-hidden="true">{enabled ? "On" : "Off"}</span>
          <Switch label={name} checked={enabled} busy={busy} onChange={onEnabled} />
        </div>
      </header>
      {next.length > 0 ? <NextSlots next={next} zone={zone} label={`Next times of ${name}`} /> : null}
      {enabled && next.length === 0 ? (
        <p>
          <Badge>Has come to its end</Badge>
        </p>
      ) : null}
      {missed ? (
        <p className="text-small text-faint">
          When times are missed: {missed.title.toLowerCase()}. {missed.detail}
        </p>
      ) : null}
      <div className="flex flex-wrap items-start gap-2">
        <Button size="small" onClick={onEdit}>
          Change
        </Button>
        <DeleteButton name={name} busy={busy} onDelete={onDelete} />
        {history}
      </div>
    </article>
  );
}

function RuleText({ schedule }: { schedule: ScheduleView }) {
  const words = ruleWords(schedule);
  return fromRecurrence(schedule) ? words : <code className="font-mono text-caption break-all">{words}</code>;
}

/** Asks once more in place: a deleted schedule takes the list of its slots with it. */
function DeleteButton({ name, busy, onDelete }: { name: string; busy: boolean; onDelete: () => void }) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button size="small" aria-label={`Delete ${name}`} onClick={() => setAsking(true)}>
        Delete
      </Button>
    );
  }
  return (
    <>
      <Button size="small" look="danger" busy={busy} onClick={onDelete}>
        Delete for good
      </Button>
      <Button size="small" look="quiet" onClick={() => setAsking(false)}>
        Keep it
      </Button>
    </>
  );
}
