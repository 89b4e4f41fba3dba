import { z } from "zod";
import { AppError } from "#server/kernel/errors.ts";
import { parseInput } from "#server/kernel/parse.ts";
import type { Runner } from "../runner-state.ts";
import { createUlid, seededUlids } from "../ulid.ts";
import { arrivingEvent, wireEvent } from "../wire-event.ts";

const sentEvents = z.union([z.array(wireEvent).max(5000), wireEvent.transform((event) => [event])]);

/**
 * Accepts events (`POST /e/:key`): answers when they, and the runs they start, are stored. A repeat, by the sender's event
 * id or by the seed of a retried request, is answered the same and starts nothing.
 * @throws AppError invalid for what is not an event
 */
export async function acceptSent(runner: Runner, options: { body: unknown; seed?: string | null }): Promise<string[]> {
  const sent = parseInput(sentEvents, options.body);
  const reserved = sent.find((event) => event.name.startsWith("inngest/"));
  if (reserved) throw new AppError("invalid", `Events named "${reserved.name}" are sent by the runner only`);
  await runner.registered();
  const now = runner.clock.now();
  const seeded = options.seed ? seededUlids(options.seed, sent.length) : null;
  const events = sent.map((event, index) =>
    arrivingEvent({ id: seeded?.[index] ?? createUlid(now.getTime()), sent: event, now }),
  );
  await Promise.all(events.map((arriving) => runner.accept.push(arriving)));
  return events.map((arriving) => arriving.id);
}
