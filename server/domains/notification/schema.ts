import { z } from "zod";

/** Something that a run told the operator, and whether it has been read. */
export const notificationSchema = z.object({
  id: z.string(),
  runId: z.string().nullable(),
  title: z.string(),
  text: z.string(),
  createdAt: z.date(),
  readAt: z.date().nullable(),
});
export type NotificationView = z.infer<typeof notificationSchema>;
