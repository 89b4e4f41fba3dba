import { z } from "zod";

export const connectorNameSchema = z.enum(["webhook", "stripe", "mail", "form"]);
export type ConnectorName = z.infer<typeof connectorNameSchema>;

export const connectionRowSchema = z.object({
  id: z.string(),
  connector: connectorNameSchema,
  name: z.string(),
  /** where the sender posts to, absolute */
  url: z.string(),
  enabled: z.boolean(),
  signed: z.boolean(),
  lastReceivedAt: z.date().nullable(),
  lastError: z.string().nullable(),
  createdAt: z.date(),
});
export type ConnectionRow = z.infer<typeof connectionRowSchema>;
