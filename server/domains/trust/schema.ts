import { z } from "zod";

/** The intent of what no intent of an agent made: a workflow or a review task named the action itself. */
export const unnamedIntent = "unnamed";

/** What was learnt about an agent's judgement. `undone` takes an approval back that nobody acted on. */
export const trustKindSchema = z.enum([
  "approved",
  "edited",
  "rejected",
  "audited",
  "reversed",
  "complaint",
  "undone",
  "shadow",
]);
export type TrustKind = z.infer<typeof trustKindSchema>;
