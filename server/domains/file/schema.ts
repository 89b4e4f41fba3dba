import { z } from "zod";

/** What is written down of a file whose bytes are in the store; `bytes` is their number, at most 25 MiB. */
export const keptFileSchema = z.object({
  name: z.string().min(1).max(200),
  contentType: z.string().min(1).max(200),
  bytes: z
    .int()
    .min(0)
    .max(25 * 2 ** 20),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type KeptFile = z.infer<typeof keptFileSchema>;

/** A file of an event, as screens and the API show it. */
export const fileRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** a media type without parameters, as its sender called it */
  contentType: z.string(),
  /** size in bytes */
  bytes: z.number(),
});
export type FileRow = z.infer<typeof fileRowSchema>;
