import { hrefs } from "#components/patterns/hrefs.ts";
import { LoadMore, type More } from "#components/patterns/load-more.tsx";
import { Row } from "#components/patterns/row.tsx";
import { RowList } from "#components/patterns/row-list.tsx";
import { plainName } from "#components/proposal/proposal-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { StatusDot } from "#components/ui/status-dot.tsx";
import type { RunRow } from "#server/domains/run/schema.ts";
import { runStatusWords } from "./run-words.ts";

export function RunListView({ runs, more }: { runs: RunRow[]; more: More }) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <RowList label="Runs">
        {runs.map((run) => {
          const status = runStatusWords[run.status];
          return (
            <Row
              key={run.id}
              href={hrefs.run(run.id)}
              lead={<StatusDot tone={status.tone} />}
              title={run.title}
              detail={run.summary ?? plainName(run.workflow)}
              aside={<Badge tone={status.tone}>{status.label}</Badge>}
              time={<RelativeTime at={run.createdAt} />}
            />
          );
        })}
      </RowList>
      <LoadMore more={more} />
    </div>
  );
}
