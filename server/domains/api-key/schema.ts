import { z } from "zod";

export const scopeSchema = z.enum(["events:write", "events:read", "runs:read"]);
export type Scope = z.infer<typeof scopeSchema>;

export const apiKeyRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(scopeSchema),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
  expiresAt: z.date().nullable(),
});
export type ApiKeyRow = z.infer<typeof apiKeyRowSchema>;
