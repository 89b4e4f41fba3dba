import { z } from "zod";

const workspaceSettingsSchema = z.object({
  name: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  mailFrom: z.string().nullable(),
  undoSeconds: z.int(),
  /** what this installation can do, from its environment */
  mail: z.object({ mode: z.enum(["smtp", "outbox"]), host: z.string().nullable() }),
  database: z.enum(["embedded", "postgres"]),
  runner: z.enum(["embedded", "inngest"]),
  model: z.object({ configured: z.boolean(), name: z.string().nullable() }),
});
export type WorkspaceSettings = z.infer<typeof workspaceSettingsSchema>;
