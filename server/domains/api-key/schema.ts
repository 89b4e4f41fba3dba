import { z } from "zod";

export const scopeSchema = z.enum([
  "events:write",
  "events:read",
  "runs:read",
  "runs:write",
  "workflows:read",
  "workflows:write",
  "audit:read",
  "memory:read",
  "memory:write",
]);
export type Scope = z.infer<typeof scopeSchema>;

/** What a scope lets a key do, in the operator's words. */
export const scopeWords: Readonly<Record<Scope, string>> = {
  "events:write": "Send events",
  "events:read": "Read events",
  "runs:read": "Read runs and review tasks",
  "runs:write": "Start, pause, cancel, retry and replay runs",
  "workflows:read": "Read workflows",
  "workflows:write": "Change and publish workflows",
  "audit:read": "Read the whole audit trail",
  "memory:read": "Recall from memory and search its spaces",
  "memory:write": "Write to memory; open, fill and erase its spaces",
};

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
