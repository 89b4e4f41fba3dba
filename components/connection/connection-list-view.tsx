"use client";

import type { ConnectionRow } from "#server/domains/connection/schema.ts";
import { ConnectionCard } from "./connection-card.tsx";

type ConnectionListViewProps = {
  connections: ConnectionRow[];
  busyId: string | null;
  onEnabled: (id: string, enabled: boolean) => void;
  onRotate: (id: string, secret?: string) => void;
};

export function ConnectionListView({ connections, busyId, onEnabled, onRotate }: ConnectionListViewProps) {
  return (
    <ul className="grid grid-cols-1 gap-4">
      {connections.map((connection) => (
        <li key={connection.id} className="min-w-0">
          <ConnectionCard
            connection={connection}
            busy={busyId === connection.id}
            onEnabled={(enabled) => onEnabled(connection.id, enabled)}
            onRotate={(secret) => onRotate(connection.id, secret)}
          />
        </li>
      ))}
    </ul>
  );
}
