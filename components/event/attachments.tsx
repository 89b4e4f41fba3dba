import { ShieldAlert } from "lucide-react";
import { Section } from "#components/patterns/section.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { textLinkStyle } from "#components/ui/text-link.tsx";
import type { EventDetail } from "#server/domains/event/schema.ts";
import { fileSize } from "./file-size.ts";

/** The files that came with an event. They are only ever saved, never opened in this page. */
export function Attachments({ files, taint }: Pick<EventDetail, "files" | "taint">) {
  return (
    <Section
      title="Attachments"
      count={files.length}
      action={
        taint === "outside" ? (
          <Badge tone="warn">
            <ShieldAlert size={12} aria-hidden />
            Files from outside: open with care
          </Badge>
        ) : null
      }
    >
      <ul className="grid grid-cols-1 divide-y divide-line border-line border-y">
        {files.map((file) => (
          <li key={file.id} className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 py-1.5">
            <a href={`/api/files/${file.id}`} download={file.name} className={`${textLinkStyle} min-w-0 break-words`}>
              {file.name}
            </a>
            <span className="text-small text-soft">
              <span className="break-all">{file.contentType}</span> · {fileSize(file.bytes)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
