import { z } from "zod";

/** An address that an operator signs in with, lower-cased. */
export const emailSchema = z
  .string()
  .trim()
  .max(254, "must be at most 254 characters")
  .toLowerCase()
  .pipe(z.email("must be a mail address"));

/** How the operator is called in the audit trail. */
export const operatorNameSchema = z.string().trim().min(1, "must not be empty").max(120);
