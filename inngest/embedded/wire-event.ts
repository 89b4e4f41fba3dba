import { z } from "zod";
import { isStorable } from "./storable.ts";

/** An event as it may be sent to `/e/:key`. */
export const wireEvent = z.object({
  id: z.string().max(500).refine(isStorable, "must be well-formed text").optional(),
  name: z.string().min(1).max(500).refine(isStorable, "must be well-formed text"),
  data: z.record(z.string(), z.unknown()).nullish(),
  ts: z.number().optional(),
  v: z.string().nullish(),
  user: z.unknown().optional(),
  meta: z.unknown().optional(),
});

/** An event as functions receive it: `id` is the sender's where one was given. */
export type FunctionEvent = {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
  v?: string | null;
  user?: unknown;
  meta?: unknown;
};

/** An event on its way into the table: its own id (a ULID), the key under which a repeat is recognised, its body. */
export type ArrivingEvent = { id: string; externalId: string | null; event: FunctionEvent; body: string };

/** Makes an arriving event of what was sent. */
export function arrivingEvent(options: {
  id: string;
  sent: z.infer<typeof wireEvent>;
  now: Date;
  /** replaces the sender's id as the key under which a repeat is recognised */
  externalId?: string;
}): ArrivingEvent {
  const { sent } = options;
  const event: FunctionEvent = {
    ...sent,
    id: sent.id || options.id,
    data: sent.data ?? {},
    ts: sent.ts || options.now.getTime(),
  };
  return { id: options.id, externalId: options.externalId ?? (sent.id || null), event, body: JSON.stringify(event) };
}
