import { createHmac } from "node:crypto";
import type { Parcel } from "./parcel.ts";

/** A parcel as an HTTP request: body and headers, signed as its sender would. */
export type Wrapped = { headers: Record<string, string>; body: string };

type Wrapping = {
  parcel: Parcel;
  /** the sample's start: every time in a parcel counts back from it, so that a repeat has the same bytes */
  base: Date;
  /** when it is sent: what signatures are made over */
  now: Date;
  secret: string;
};

const hour = 3_600_000;
const before = (base: Date, hours: number) => new Date(base.getTime() - hours * hour);
const encoded = (text: string) =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;
// base64 in lines of 76 characters (RFC 2045)
const base64Lines = (text: string) =>
  Buffer.from(text)
    .toString("base64")
    .replace(/(.{76})/g, "$1\r\n");

type Letter = Extract<Parcel, { way: "mail" }>;

const base64Part = (headers: readonly string[], content: string) =>
  [...headers, "Content-Transfer-Encoding: base64", "", base64Lines(content)].join("\r\n");
const textPart = (type: string, text: string) => base64Part([`Content-Type: ${type}; charset=utf-8`], text);

/** Parts as one, multipart/<kind> (RFC 2046). */
function multipart(kind: "alternative" | "mixed", parts: readonly string[]): string {
  const boundary = `sample-${kind}`;
  const lines = parts.flatMap((part) => [`--${boundary}`, part]);
  return [`Content-Type: multipart/${kind}; boundary="${boundary}"`, "", ...lines, `--${boundary}--`].join("\r\n");
}

function contentOf({ body, html, files }: Letter): string {
  const text = textPart("text/plain", body);
  const letter = html ? multipart("alternative", [text, textPart("text/html", html)]) : text;
  if (!files) return letter;
  const attached = files.map(({ name, contentType, content }) =>
    base64Part([`Content-Type: ${contentType}`, `Content-Disposition: attachment; filename="${name}"`], content),
  );
  return multipart("mixed", [letter, ...attached]);
}

function mailBody(parcel: Letter, base: Date): string {
  return [
    `From: ${parcel.from}`,
    "To: Harbour Lane <hello@harbourlane.example>",
    `Subject: ${encoded(parcel.subject)}`,
    `Message-ID: <${parcel.id}>`,
    `Date: ${before(base, parcel.hoursAgo).toUTCString().replace("GMT", "+0000")}`,
    "MIME-Version: 1.0",
    ...(parcel.headers ?? []),
    contentOf(parcel),
    "",
  ].join("\r\n");
}

/** Replaces `{hoursAgo}` by Unix seconds, wherever it stands in an object. */
function withTimes(value: unknown, base: Date): unknown {
  if (Array.isArray(value)) return value.map((entry) => withTimes(entry, base));
  if (typeof value !== "object" || value === null) return value;
  const { hoursAgo } = value as { hoursAgo?: number };
  if (typeof hoursAgo === "number") return Math.floor(before(base, hoursAgo).getTime() / 1000);
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withTimes(entry, base)]));
}

function stripe(parcel: Extract<Parcel, { way: "stripe" }>, { base, now, secret }: Wrapping): Wrapped {
  const body = JSON.stringify({
    id: parcel.id,
    object: "event",
    type: parcel.type,
    created: Math.floor(before(base, parcel.hoursAgo).getTime() / 1000),
    livemode: false,
    data: { object: withTimes(parcel.object, base) },
  });
  const seconds = Math.floor(now.getTime() / 1000);
  const signature = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return { body, headers: { "content-type": "application/json", "stripe-signature": `t=${seconds},v1=${signature}` } };
}

/** Standard Webhooks: HMAC-SHA256 over id, seconds and body, keyed with the secret's bytes. */
function standardWebhook(
  parcel: Extract<Parcel, { way: "webhook" | "api" }>,
  { base, now, secret }: Wrapping,
): Wrapped {
  const body = JSON.stringify({ type: parcel.type, timestamp: base.toISOString(), data: parcel.data });
  const seconds = Math.floor(now.getTime() / 1000);
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${parcel.id}.${seconds}.${body}`).digest("base64");
  return {
    body,
    headers: {
      "content-type": "application/json",
      "webhook-id": parcel.id,
      "webhook-timestamp": String(seconds),
      "webhook-signature": `v1,${signature}`,
    },
  };
}

/** Makes the request that a parcel's sender would make. */
export function wrapParcel(wrapping: Wrapping): Wrapped {
  const { parcel, base, secret } = wrapping;
  switch (parcel.way) {
    case "mail":
      return {
        body: mailBody(parcel, base),
        headers: { "content-type": "message/rfc822", authorization: `Bearer ${secret}` },
      };
    case "form":
      return {
        body: new URLSearchParams({ ...parcel.fields, _id: parcel.id }).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded" },
      };
    case "stripe":
      return stripe(parcel, wrapping);
    case "webhook":
      return standardWebhook(parcel, wrapping);
    case "api":
      return {
        body: JSON.stringify({
          id: parcel.id,
          source: "sample",
          type: parcel.type,
          occurredAt: base.toISOString(),
          data: parcel.data,
        }),
        headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
      };
  }
}
