import { z } from "zod";

const storable = (text: string) => !text.includes("\0") && text.isWellFormed();

/** One line of text: no line break or other control character, so that it cannot grow a header. */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(most, `must be at most ${most} characters`)
    .refine((text) => storable(text) && !/\p{Cc}/u.test(text), "must be one line of text");

/** Text of several lines; line ends become \n. */
export const paragraphs = (most: number) =>
  z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(most, `must be at most ${most} characters`)
    .refine(storable, "holds characters that no text can hold")
    .overwrite((text) => text.replace(/\r\n?/g, "\n"));

/** An ISO 4217 currency code. */
export const currency = z.string().regex(/^[A-Z]{3}$/, "must be a currency code, e.g. EUR");

/** An amount in integer minor units. */
export const minorUnits = z.int("must be a whole number of minor units").min(1).max(2_147_483_647);

/** Stands in a foreseen receipt for the id of a record that is not there yet. */
export const notYet = "00000000-0000-0000-0000-000000000000";
