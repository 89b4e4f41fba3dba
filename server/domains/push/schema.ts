import { z } from "zod";

/** A browser's keys for messages to it (RFC 8291), base64url: its uncompressed point on P-256 and a secret of 16 bytes. */
export const pushKeysSchema = z.object({
  p256dh: z.string().regex(/^B[A-Za-z0-9_-]{86}$/, "must be an uncompressed point of P-256"),
  auth: z.string().regex(/^[A-Za-z0-9_-]{22}$/, "must be 16 bytes"),
});

const deviceSchema = z.object({
  id: z.string(),
  /** whether it is the browser that asks: its session made the subscription */
  current: z.boolean(),
  endpoint: z.string(),
  createdAt: z.date(),
  lastSentAt: z.date().nullable(),
});

/** What Settings shows of push messages. */
const pushStateSchema = z.object({
  /** what a browser needs to subscribe: this installation's VAPID key, base64url */
  publicKey: z.string(),
  devices: z.array(deviceSchema),
});
export type PushState = z.infer<typeof pushStateSchema>;

/** A browser that messages can be sent to. */
export type PushTarget = { id: string; endpoint: string; p256dh: string; auth: string };
