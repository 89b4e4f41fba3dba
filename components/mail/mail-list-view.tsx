import { hrefs } from "#components/patterns/hrefs.ts";
import { LoadMore, type More } from "#components/patterns/load-more.tsx";
import { Notice } from "#components/patterns/notice.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink, textLinkStyle } from "#components/ui/text-link.tsx";
import type { MailRow } from "#server/domains/mail/schema.ts";

const words: Record<MailRow["status"], { label: string; tone: Tone }> = {
  kept: { label: "Kept here", tone: "warn" },
  sending: { label: "Sending", tone: "accent" },
  sent: { label: "Sent", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  unknown: { label: "Outcome unknown", tone: "warn" },
};

/** What left, and what only would have. */
export function MailListView({ mails, more }: { mails: MailRow[]; more: More }) {
  const kept = mails.some((mail) => mail.status === "kept");
  return (
    <div className="grid grid-cols-1 gap-4">
      {kept ? (
        <Notice tone="warn" title="Kept here: no mail server is configured">
          These messages were not sent to anybody. Each can be opened in your own mail program. Set SMTP_URL and
          restart, and new ones are sent.
        </Notice>
      ) : null}
      <ul aria-label="Messages sent" className="divide-y divide-line border-y border-line">
        {mails.map((mail) => {
          const status = words[mail.status];
          return (
            <li
              key={mail.id}
              className="grid gap-x-4 gap-y-1 px-2 py-2.5 md:grid-cols-[minmax(0,1fr)_auto_6.5rem] md:items-baseline"
            >
              <div className="min-w-0 md:flex md:items-baseline md:gap-3">
                <p className="truncate font-medium md:max-w-[60%] md:shrink-0">{mail.subject}</p>
                <p className="truncate text-small text-soft">to {mail.to}</p>
              </div>
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small">
                <Badge tone={status.tone}>{status.label}</Badge>
                <a href={`/api/mail/${mail.id}.eml`} className={textLinkStyle}>
                  Open .eml
                </a>
                {mail.runId ? <TextLink href={hrefs.run(mail.runId)}>Run</TextLink> : null}
              </p>
              <p className="text-small text-faint md:text-right">
                <RelativeTime at={mail.sentAt ?? mail.createdAt} />
              </p>
              {mail.response && mail.status !== "kept" ? (
                <p className="font-mono text-caption break-words text-faint md:col-span-3">{mail.response}</p>
              ) : null}
            </li>
          );
        })}
      </ul>
      <LoadMore more={more} />
    </div>
  );
}
