import { z } from "zod";

/** kebab-case id of a workflow */
export const workflowId = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "must be kebab-case: small letters, digits and hyphens");

const longest = 300_000;

/** A definition as it is being worked on: any JSON object, valid or not yet. */
export const draftDefinition = z
  .record(z.string(), z.json())
  .refine((value) => JSON.stringify(value).length <= longest, "is too long");
export type DraftDefinition = z.output<typeof draftDefinition>;
