import { createHash } from "node:crypto";
import webPush from "web-push";
import { egressFetch } from "#server/kernel/egress.ts";
import { AppError } from "#server/kernel/errors.ts";
import { vapidKeys } from "#server/kernel/vapid.ts";

/** One message for one browser. */
export type PushRequest = {
  /** the push service's address for this browser, and the browser's keys (base64url) */
  target: { endpoint: string; p256dh: string; auth: string };
  /** what only the browser can read */
  payload: unknown;
  /** a later message under the same name takes the place of one that the push service still holds */
  tag: string;
  /** how long the push service may hold it */
  seconds: number;
};

/** `gone`: the push service does not know this browser, or not under our key; no message will ever arrive. */
export type PushResult = { outcome: "taken" } | { outcome: "gone" | "again" | "refused"; because: string };

/** A push service's topic (RFC 8030, 5.4): at most 32 characters of base64url. Tells it nothing of what the message is about. */
const topicOf = (tag: string) => createHash("sha256").update(tag).digest("base64url").slice(0, 32);

function failure(error: unknown): PushResult {
  if (!(error instanceof AppError)) throw error;
  // a private address: it was public when the browser subscribed, or its name leads elsewhere now
  if (error.code === "forbidden" || error.code === "invalid") return { outcome: "gone", because: error.message };
  return { outcome: "again", because: error.message };
}

function meaningOf(status: number): PushResult {
  if (status >= 200 && status < 300) return { outcome: "taken" };
  if (status === 404 || status === 410) return { outcome: "gone", because: "The push service knows it no longer" };
  if (status === 401 || status === 403) return { outcome: "gone", because: "It subscribed under another key" };
  const because = `The push service answered ${status}`;
  return { outcome: status === 429 || status >= 500 ? "again" : "refused", because };
}

/**
 * Sends one message: sealed for the browser (RFC 8291) and signed as ours (RFC 8292) by the library, through the product's
 * own way out, which checks where the address leads. Redirects are not followed.
 */
export async function sendPush(request: PushRequest): Promise<PushResult> {
  const { target, payload, tag, seconds } = request;
  const { publicKey, privateKey, subject } = vapidKeys();
  const sealed = webPush.generateRequestDetails(
    { endpoint: target.endpoint, keys: { p256dh: target.p256dh, auth: target.auth } },
    JSON.stringify(payload),
    {
      vapidDetails: { publicKey, privateKey, subject },
      TTL: seconds,
      topic: topicOf(tag),
      urgency: "high",
      contentEncoding: "aes128gcm",
    },
  );
  const headers = Object.fromEntries(Object.entries(sealed.headers).map(([name, value]) => [name, String(value)]));
  // the way out writes it from the body
  delete headers["Content-Length"];
  try {
    const answer = await egressFetch({
      url: target.endpoint,
      method: "POST",
      headers,
      body: sealed.body,
      maxBytes: 65_536,
      maxRedirects: 0,
    });
    return meaningOf(answer.status);
  } catch (error) {
    return failure(error);
  }
}
