import type { SchedulePreview } from "#server/domains/schedule/schema.ts";
import { NextSlots } from "./next-slots.tsx";

type PreviewViewProps = { preview: SchedulePreview | null; error: string | null };

/** The next five slots of what stands in the form, or what is wrong with it. */
export function PreviewView({ preview, error }: PreviewViewProps) {
  return (
    <div aria-live="polite" className="grid min-h-36 content-start gap-1.5 rounded-md bg-sunken px-3 py-2.5">
      {error ? (
        <p className="text-small text-bad">{error}</p>
      ) : (
        <>
          <p className="text-small text-faint">Next five times{preview ? ` in ${preview.zone}` : ""}</p>
          {preview ? <NextSlots next={preview.next} zone={preview.zone} label="Next five times" /> : null}
        </>
      )}
    </div>
  );
}
