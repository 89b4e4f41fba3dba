import { AppError } from "./errors.ts";
import { isId } from "./ids.ts";

/** A place in a list in order of time: the last row's time and id. */
export type TimePlace = { at: Date; id: string };

/** The place as the text that a caller hands back for the next page. */
export const timeCursorOf = ({ at, id }: TimePlace): string => `${at.toISOString()}_${id}`;

/** The place that a cursor names. @throws AppError invalid when no list gave it */
export function placeOfCursor(cursor: string): TimePlace {
  const at = new Date(cursor.slice(0, 24));
  const id = cursor.slice(25);
  if (cursor.at(24) !== "_" || Number.isNaN(at.getTime()) || !isId(id)) {
    throw new AppError("invalid", "cursor: is not one that this list gave");
  }
  return { at, id };
}
