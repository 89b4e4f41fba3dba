import { z } from "zod";
import { type AcceptedEvent, acceptEvents, hasRaw, type IncomingEvent } from "#server/domains/event/index.ts";
import { plausibleDate } from "#server/kernel/canonical-event.ts";
import { sha256 } from "#server/kernel/canonical-json.ts";
import { systemClock } from "#server/kernel/clock.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { parseJsonBytes } from "#server/kernel/json-text.ts";
import { parseInput } from "#server/kernel/parse.ts";
import { readBody, requireMediaType } from "#server/kernel/request-body.ts";
import { authenticateApiKey } from "./api-key-auth.ts";
import { callerLabel } from "./caller-label.ts";
import { idempotencyKeyOf } from "./idempotency-key.ts";

const maxBytes = 2 ** 20;
const mostEvents = 100;

/** One event as `POST /api/v1/events` takes it. `data` is any JSON. */
export const postedEventSchema = z.object({
  type: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/,
      "must be letters, digits, '.', '_', ':' or '-', at most 100 characters",
    ),
  /** the sender's id: the same id from the same source is the same event, for ever */
  id: callerLabel.optional(),
  source: callerLabel.max(100).optional(),
  occurredAt: z.iso
    .datetime({ offset: true })
    .refine((text) => plausibleDate(text) !== null, "must lie between 1970 and 2200")
    .optional(),
  data: z.unknown().optional(),
});

type PostedEvent = z.output<typeof postedEventSchema>;

function incoming(event: PostedEvent, raw: Uint8Array, fallbackId: string | null): IncomingEvent {
  return {
    source: event.source ? `api:${event.source}` : "api",
    externalId: event.id ?? fallbackId ?? sha256(raw),
    type: event.type,
    kind: "api",
    connectionId: null,
    contentType: "application/json",
    raw,
    payload: { type: event.type, data: event.data ?? null },
    taint: "outside",
    occurredAt: plausibleDate(event.occurredAt),
  };
}

/** What a body holds: one event, or an array of up to a hundred. `raw` is the exact body, or each element's JSON text. */
function readEvents(body: Uint8Array, key: string | null): { many: boolean; events: IncomingEvent[] } {
  const value = parseJsonBytes(body);
  if (!Array.isArray(value))
    return { many: false, events: [incoming(parseInput(postedEventSchema, value), body, key)] };
  if (value.length === 0 || value.length > mostEvents) {
    throw new AppError("invalid", `Send between 1 and ${mostEvents} events at once`);
  }
  const events = parseInput(z.array(postedEventSchema), value).map((event, index) =>
    incoming(event, Buffer.from(JSON.stringify(value[index])), key === null ? null : `${key}:${index}`),
  );
  return { many: true, events };
}

/** An Idempotency-Key stands for one body: with another body it is refused, as a mistake of the caller. */
async function refuseReusedKey(context: Context, events: readonly IncomingEvent[], accepted: readonly AcceptedEvent[]) {
  for (const [index, { id, duplicate }] of accepted.entries()) {
    const raw = events[index]?.raw;
    if (duplicate && raw && !(await hasRaw(context, { id, raw }))) {
      const field = { field: "Idempotency-Key", message: "was used before with another body" };
      throw new AppError("conflict", `${field.field}: ${field.message}`, { details: { status: 422, fields: [field] } });
    }
  }
}

/**
 * `POST /api/v1/events`: authenticates the key, reads one event or an array, stores each once.
 * @returns one answer per event, in the order sent; `many` when an array was sent
 * @throws AppError unauthenticated | forbidden | invalid that names the field
 */
export async function acceptPostedEvents(
  request: Request,
  clock = systemClock,
): Promise<{ many: boolean; accepted: AcceptedEvent[] }> {
  const authorization = request.headers.get("authorization");
  const context = await authenticateApiKey({ authorization, scope: "events:write" });
  requireMediaType(request.headers.get("content-type"), ["application/json"]);
  const key = idempotencyKeyOf(request.headers);
  const { many, events } = readEvents(await readBody(request, maxBytes), key);
  const accepted = await acceptEvents({ ...context, clock }, events);
  if (key !== null) await refuseReusedKey(context, events, accepted);
  return { many, accepted };
}
