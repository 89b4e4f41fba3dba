"use client";

import { useQuery } from "@tanstack/react-query";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { Notice } from "#components/patterns/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { textLinkStyle } from "#components/ui/text-link.tsx";
import type { AuditVerdictView } from "#server/domains/audit/schema.ts";
import { type AuditParameters, auditExportHref } from "./audit-address.ts";

function clockTime(at: Date): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(at);
}

function Verdict({ verdict }: { verdict: AuditVerdictView }) {
  if (verdict.intact) {
    const entries = `${verdict.entries.toLocaleString("en-GB")} ${verdict.entries === 1 ? "entry" : "entries"}`;
    return <p className="text-small text-good">{`Intact, ${entries}, checked ${clockTime(verdict.checkedAt)}`}</p>;
  }
  return (
    <Notice tone="bad" title={`Not intact: entry ${verdict.sequence} (${verdict.problem})`}>
      Somebody with access to the database changed the trail. Keep a copy of the database, and compare with a backup.
    </Notice>
  );
}

/** Recomputes every hash when asked, and offers what is shown as a file. */
export function VerifyPanel({ chosen }: { chosen: AuditParameters }) {
  const trpc = useTRPC();
  const { data, error, isFetching, refetch } = useQuery({
    ...trpc.audit.verify.queryOptions({}),
    enabled: false,
    retry: false,
  });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button busy={isFetching} onClick={() => void refetch()}>
        Verify the chain
      </Button>
      <div role="status" className="min-w-0">
        {error && !isFetching ? <p className="text-small text-bad">{errorWords(error)}</p> : null}
        {data && !error ? <Verdict verdict={data} /> : null}
      </div>
      <p className="flex flex-wrap gap-x-4 text-small md:ml-auto">
        <a className={textLinkStyle} href={auditExportHref(chosen, "csv")} download>
          Save as CSV
        </a>
        <a className={textLinkStyle} href={auditExportHref(chosen, "jsonl")} download>
          Save as JSON lines
        </a>
      </p>
    </div>
  );
}
