"use client";

import { Section } from "#components/patterns/section.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { VersionView } from "#server/domains/workflow/schema.ts";

type VersionListProps = { versions: VersionView[]; busy: number | null; onRestore: (version: number) => void };

const byWhom = ({ origin, publishedBy }: VersionView) =>
  origin === "built-in" || publishedBy === "adjutant" ? "came with Adjutant" : "published by you";

/** The published versions, newest first; an old one can be published anew. */
export function VersionList({ versions, busy, onRestore }: VersionListProps) {
  return (
    <Section title="Versions" count={versions.length} detail="A run keeps the version that it started with.">
      <ul className="divide-y divide-line border-y border-line">
        {versions.map((version, index) => (
          <li key={version.version} className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 py-1.5">
            <span className="font-medium">Version {version.version}</span>
            {index === 0 ? <Badge tone="good">Current</Badge> : null}
            <span className="text-small text-soft">{byWhom(version)}</span>
            <span className="text-small text-faint">
              <RelativeTime at={version.publishedAt} />
            </span>
            <span className="text-small text-soft">
              {version.runs} {version.runs === 1 ? "run" : "runs"}
            </span>
            {index === 0 ? null : (
              <span className="ml-auto">
                <Button
                  size="small"
                  busy={busy === version.version}
                  aria-label={`Publish again: version ${version.version}`}
                  onClick={() => onRestore(version.version)}
                >
                  Publish again
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
