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

/** What the operator may set for one connection. */
export const connectionConfigSchema = z.object({
  /** deliveries taken per minute, instead of the connector's own number */
  perMinute: z.int().min(1).max(100_000).optional(),
  /** where a browser goes after it has posted a form */
  redirectTo: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
});
export type ConnectionConfig = z.infer<typeof connectionConfigSchema>;

/** The answer to making a connection or a new secret: the only place where a secret of ours ever stands in the clear. */
export type ConnectionSecret = {
  id: string;
  url: string;
  /** null where the sender has its own, or none is used */
  secret: string | null;
};
