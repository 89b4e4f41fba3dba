"use client";

import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { SessionRow } from "#server/domains/session/schema.ts";

type SessionListViewProps = {
  sessions: SessionRow[];
  revokingId: string | null;
  signingOut: boolean;
  onRevoke: (id: string) => void;
  onSignOut: () => void;
};

export function SessionListView({ sessions, revokingId, signingOut, onRevoke, onSignOut }: SessionListViewProps) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {sessions.map((session) => (
        <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-2 font-medium">
              {session.device}
              {session.current ? <Badge tone="accent">This browser</Badge> : null}
            </p>
            <p className="text-small text-soft">
              {session.address} · seen <RelativeTime at={session.lastSeenAt} /> · signed in{" "}
              <RelativeTime at={session.createdAt} />
            </p>
          </div>
          {session.current ? (
            <Button size="small" busy={signingOut} onClick={onSignOut}>
              Sign out
            </Button>
          ) : (
            <Button size="small" look="caution" busy={revokingId === session.id} onClick={() => onRevoke(session.id)}>
              End session
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
