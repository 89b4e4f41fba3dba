import { firstInstantOf, wallTime } from "#server/kernel/time-zone.ts";
import type { NotifySettings } from "./schema.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
/** How long a mail waits where no browser takes push messages: what comes together goes out as one. */
const gatherMinutes = 2;

/** Most mails to one operator within an hour; what is left over goes out together in the next one. */
export const mostMailsPerHour = 6;

/** Most things told in one message each; more become one message with their number. */
export const mostSinglePushes = 3;

const minutesOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** This instant, or the end of the quiet hours that it falls into. */
export function afterQuietHours(at: Date, quiet: NotifySettings["quietHours"], zone: string): Date {
  if (!quiet || quiet.from === quiet.to) return at;
  const wall = wallTime(zone, at.getTime());
  const midnight = Math.floor(wall / day) * day;
  const now = (wall - midnight) / minute;
  const from = minutesOf(quiet.from);
  const to = minutesOf(quiet.to);
  const overnight = from > to;
  const isQuiet = overnight ? now >= from || now < to : now >= from && now < to;
  if (!isQuiet) return at;
  const endDay = overnight && now >= from ? midnight + day : midnight;
  return new Date(firstInstantOf(zone, endDay + to * minute));
}

/** When a thing that came up at `now` is told, by each way; null: not by this one. */
export function dueTimes(facts: {
  now: Date;
  settings: NotifySettings;
  zone: string;
  /** whether any browser takes push messages */
  hasPush: boolean;
  /** whether the operator has to decide it */
  decides: boolean;
}): { push: Date | null; mail: Date | null } {
  const { now, settings, zone, decides } = facts;
  const push = settings.push && facts.hasPush && (decides || settings.notices);
  const wait = push ? settings.mailAfterMinutes : Math.min(gatherMinutes, settings.mailAfterMinutes);
  const quiet = (at: Date) => afterQuietHours(at, settings.quietHours, zone);
  return {
    push: push ? quiet(now) : null,
    mail: settings.mail && decides ? quiet(new Date(now.getTime() + wait * minute)) : null,
  };
}
