"use client";

import type { Route } from "next";
import { useState } from "react";
import { hrefs } from "#components/patterns/hrefs.ts";
import { TaintLabel } from "#components/patterns/taint-label.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { MemoryRow } from "#server/memory/schema.ts";
import { MemoryEditForm } from "./memory-edit-form.tsx";

type MemoryItemProps = {
  item: MemoryRow;
  busy: boolean;
  onConfirm: (id: string) => void;
  onClose: (id: string) => void;
  /** makes an earlier version the newest one */
  onRollBack: (item: MemoryRow) => void;
  /** @returns what went wrong, or null */
  onEdit: (id: string, text: string) => Promise<string | null>;
};

export function MemoryItem({ item, busy, onConfirm, onClose, onRollBack, onEdit }: MemoryItemProps) {
  const [editing, setEditing] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const closed = item.validTo !== null;
  const save = async (text: string) => {
    const problem = await onEdit(item.id, text);
    setError(problem);
    if (problem === null) setEditing(false);
  };
  return (
    <li
      className={`flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-2 py-3 ${item.quarantined ? "bg-warn-wash" : ""}`}
    >
      <div className="grid min-w-0 flex-1 basis-72 grid-cols-1 gap-1">
        <p className={`break-words ${closed ? "text-faint line-through" : "font-medium"}`}>{item.text}</p>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small text-soft">
          <Badge tone={item.tier === "canonical" ? "accent" : "plain"}>{item.tier}</Badge>
          {item.quarantined ? <Badge tone="warn">Quarantined: not used</Badge> : null}
          <TaintLabel taint={item.taint} />
          {item.corroboratedBy ? <span>borne out by {item.corroboratedBy.label}</span> : null}
          <span>
            about <SubjectLink subject={item.subject} />
          </span>
          <span>
            from <SourceLink source={item.source} />
          </span>
          <span className="text-faint">
            version {item.version}, since <RelativeTime at={item.validFrom} />
            {item.validTo ? (
              <>
                , closed <RelativeTime at={item.validTo} />
              </>
            ) : null}
          </span>
        </p>
        {editing ? (
          <MemoryEditForm
            text={item.text}
            quarantined={item.quarantined}
            busy={busy}
            error={error}
            onSave={save}
            onCancel={() => setEditing(false)}
          />
        ) : null}
      </div>
      {closed && !item.quarantined ? (
        <Button size="small" look="quiet" busy={busy} onClick={() => onRollBack(item)}>
          Go back to this
        </Button>
      ) : null}
      {closed || editing ? null : (
        <div className="flex gap-2">
          {item.quarantined ? (
            <Button size="small" look="primary" busy={busy} onClick={() => onConfirm(item.id)}>
              Confirm
            </Button>
          ) : null}
          {item.kind === "lesson" ? null : (
            <Button size="small" look="quiet" disabled={busy} onClick={() => setEditing(true)}>
              Edit
            </Button>
          )}
          <Button
            size="small"
            look={item.quarantined ? "secondary" : "quiet"}
            disabled={busy}
            onClick={() => onClose(item.id)}
          >
            {item.quarantined ? "Discard" : "No longer true"}
          </Button>
        </div>
      )}
    </li>
  );
}

function SubjectLink({ subject }: { subject: MemoryRow["subject"] }) {
  const screens: Record<string, Route> = {
    contact: hrefs.contact(subject.id),
    invoice: hrefs.invoice(subject.id),
    run: hrefs.run(subject.id),
  };
  const href = screens[subject.kind];
  return href ? <TextLink href={href}>{subject.label}</TextLink> : <span>{subject.label}</span>;
}

function SourceLink({ source }: { source: MemoryRow["source"] }) {
  if (source.kind === "event") {
    return <TextLink href={hrefs.event(source.id)}>{source.label}</TextLink>;
  }
  return source.kind === "run" ? (
    <TextLink href={hrefs.run(source.id)}>{source.label}</TextLink>
  ) : (
    <span>{source.label}</span>
  );
}
