"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { PreviewView } from "./preview-view.tsx";
import type { RecurrenceEdit } from "./schedule-form.tsx";

const pauseMilliseconds = 250;

/** The preview while somebody types: asked for once the typing pauses, and the last answer stays until the next. */
export function SchedulePreview({ kind, expression, timeZone }: RecurrenceEdit) {
  const trpc = useTRPC();
  const [asked, setAsked] = useState<RecurrenceEdit>({ kind, expression, timeZone });
  useEffect(() => {
    const timer = setTimeout(() => setAsked({ kind, expression, timeZone }), pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [kind, expression, timeZone]);
  const { data, error } = useQuery(
    trpc.schedule.preview.queryOptions(asked, { placeholderData: keepPreviousData, staleTime: 0 }),
  );
  const words = error ? problemWords(errorWords(error)) : null;
  return <PreviewView preview={data ?? null} error={words} />;
}

/** "The expression has five fields …": what is wrong, without the field's name in the code. */
function problemWords(message: string): string {
  const words = message.replace(/^timeZone: /, "The time zone ").replace(/^expression: /, "");
  return /^[a-z]/.test(words) ? `The expression ${words}` : words;
}
