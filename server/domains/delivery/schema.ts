import { z } from "zod";

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 22:00");

/** How and when an operator is told what waits for them. Stored where it differs from the defaults. */
export const notifySettingsSchema = z.object({
  /** what a locked screen may show: that something waits, of what kind it is, or its title */
  lockScreen: z.enum(["nothing", "kind", "title"]).default("kind"),
  /** push messages to the browsers that were switched on */
  push: z.boolean().default(true),
  /** a mail for what nobody decided */
  mail: z.boolean().default(true),
  /** how long a mail waits where a push message went first, in minutes */
  mailAfterMinutes: z.int().min(1).max(1_440).default(30),
  /** nothing is told between these times of the workspace's zone; both at once are no quiet hours */
  quietHours: z.object({ from: clockTime, to: clockTime }).nullable().default(null),
  /** also what needs no decision, such as a lower level of autonomy; by push message only */
  notices: z.boolean().default(true),
});
export type NotifySettings = z.infer<typeof notifySettingsSchema>;

/** The settings, and what of them works here. */
export type NotifyState = NotifySettings & {
  /** where mails go: this operator's own address and no other */
  address: string;
  /** false: no mail server is configured, and notices are kept in the outbox */
  mailServer: boolean;
  timeZone: string;
};

/** What may be told: its kind, and the id of the proposal, review task or notification. */
export type Subject = {
  kind: "proposal" | "escalation" | "notification" | "test";
  id: string;
  title: string;
  /** in a few words, without anything that came from outside: "A mail waits for your approval" */
  about: string;
  /** a path of ours */
  path: string;
  /** proposals only */
  proposal: { agent: string; reason: string; inputHash: string; expiresAt: Date } | null;
};

/** The queue as a device keeps it for when it is offline: enough to know what waits, nothing to decide by. */
const lastQueueSchema = z.object({
  asOf: z.string(),
  workspaceName: z.string(),
  total: z.int(),
  waiting: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      agent: z.string(),
      reason: z.string(),
      stake: z.string().nullable(),
      expiresAt: z.string(),
    }),
  ),
});
export type LastQueue = z.infer<typeof lastQueueSchema>;
