"use client";

import { hrefs } from "#components/patterns/hrefs.ts";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ProposalStory as Story } from "#server/domains/proposal/schema.ts";

/** Where a proposal comes from: what the operator asked for, what changed since, and what was taken to heart. */
export function ProposalStory({ story }: { story: Story }) {
  const { answers, answeredBy, replaces, heard } = story;
  return (
    <div className="grid gap-4 empty:hidden">
      {answers ? (
        <p className="max-w-prose border-l-2 border-accent-ink pl-3">
          You asked: “{answers.guidance}” · <TextLink href={hrefs.proposal(answers.id)}>The version before</TextLink>
        </p>
      ) : null}
      {answeredBy ? (
        <p className="text-small">
          <TextLink href={hrefs.proposal(answeredBy)}>The agent’s answer</TextLink>
        </p>
      ) : null}
      {replaces ? <Changes replaces={replaces} /> : null}
      {heard.length > 0 ? (
        <section className="grid gap-1.5">
          <h3 className="text-small font-medium text-faint">What you said</h3>
          <ul className="grid gap-1.5">
            {heard.map((part) => (
              <li
                key={`${part.memoryId ?? ""}:${part.said}`}
                className="flex flex-wrap items-baseline gap-x-2 text-small"
              >
                <Badge tone={part.followed ? "good" : "plain"}>{part.followed ? "Followed" : "Not followed"}</Badge>
                <span className="min-w-0">
                  “{part.said}”: {part.note}
                  {part.at ? (
                    <span className="text-soft">
                      {" "}
                      · said <RelativeTime at={new Date(part.at)} />
                    </span>
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function Changes({ replaces }: { replaces: NonNullable<Story["replaces"]> }) {
  const { by, differences, records, id } = replaces;
  return (
    <section className="grid grid-cols-1 gap-1.5 rounded-lg border border-line bg-surface p-3">
      <h3 className="text-small font-medium">
        {by === "operator" ? "You changed it" : "It changed after you saw it"} ·{" "}
        <TextLink href={hrefs.proposal(id)}>The version before</TextLink>
      </h3>
      {records.length > 0 ? <p className="text-small text-soft">Because {records.join(" and ")}.</p> : null}
      <dl className="grid grid-cols-1 gap-2 text-small">
        {differences.map(({ field, before, after }) => (
          <div key={field} className="grid min-w-0 gap-0.5">
            <dt className="text-faint">{field}</dt>
            <dd className="min-w-0 whitespace-pre-wrap break-words">
              {before ? <del className="text-soft">{before}</del> : null}
              {before && after ? " → " : null}
              {after ? <ins className="no-underline">{after}</ins> : null}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
