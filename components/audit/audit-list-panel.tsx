"use client";

import { useSuspenseInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { byCursor, flatten } from "#components/api/pages.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { LoadMore } from "#components/patterns/load-more.tsx";
import { RecordEmpty } from "#components/records/record-empty.tsx";
import { type AuditParameters, auditQuery } from "./audit-address.ts";
import { AuditEntry } from "./audit-entry.tsx";
import { AuditFilters } from "./audit-filters.tsx";

export function AuditFilterPanel({ chosen }: { chosen: AuditParameters }) {
  const trpc = useTRPC();
  const { contactId, runId } = auditQuery(chosen);
  const { data } = useSuspenseQuery(trpc.audit.choices.queryOptions({ contactId, runId }));
  return <AuditFilters chosen={chosen} choices={data} />;
}

export function AuditListPanel({ chosen }: { chosen: AuditParameters }) {
  const trpc = useTRPC();
  const query = useSuspenseInfiniteQuery(trpc.audit.list.infiniteQueryOptions(auditQuery(chosen), byCursor));
  const { items, more } = flatten(query);
  if (items.length === 0) return <RecordEmpty tab="audit" filtered={Object.keys(chosen).length > 0} />;
  return (
    <div className="grid grid-cols-1 gap-4">
      <ol aria-label="Audit trail" className="divide-y divide-line border-y border-line">
        {items.map((entry) => (
          <AuditEntry key={entry.sequence} entry={entry} />
        ))}
      </ol>
      <LoadMore more={more} />
    </div>
  );
}
