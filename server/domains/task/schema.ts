import { z } from "zod";

export const taskRowSchema = z.object({
  id: z.string(),
  title: z.string(),
  note: z.string().nullable(),
  status: z.enum(["open", "done"]),
  dueAt: z.date().nullable(),
  contact: z.object({ id: z.string(), name: z.string() }).nullable(),
  runId: z.string().nullable(),
});
export type TaskRow = z.infer<typeof taskRowSchema>;
