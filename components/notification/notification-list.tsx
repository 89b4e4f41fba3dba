import { Check } from "lucide-react";
import { hrefs } from "#components/patterns/hrefs.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { NotificationView } from "#server/domains/notification/schema.ts";

type NotificationListProps = { notifications: NotificationView[]; busy: boolean; onRead: (id: string) => void };

/** What runs told the operator and is not read yet. */
export function NotificationList({ notifications, busy, onRead }: NotificationListProps) {
  return (
    <ul aria-label="Told you" className="divide-y divide-line border-y border-line">
      {notifications.map(({ id, runId, text, title, createdAt }) => (
        <li key={id} className="flex items-start gap-3 py-2">
          <div className="min-w-0 flex-1 py-1.5">
            <p className="break-words">{text || title}</p>
            <p className="text-small text-faint">
              <RelativeTime at={createdAt} />
              {runId ? (
                <>
                  {" · "}
                  <TextLink href={hrefs.run(runId)}>its run</TextLink>
                </>
              ) : null}
            </p>
          </div>
          <button
            type="button"
            disabled={busy}
            onClick={() => onRead(id)}
            aria-label={`Mark as read: ${text || title}`}
            title="Mark as read"
            className="grid size-11 shrink-0 place-items-center rounded-md text-soft hover:bg-hover hover:text-ink md:size-9"
          >
            <Check size={16} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
