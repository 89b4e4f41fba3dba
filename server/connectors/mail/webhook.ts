import { sha256 } from "#server/kernel/canonical-json.ts";
import { AppError } from "#server/kernel/errors.ts";
import { sameText } from "#server/kernel/secrets.ts";
import type { Delivery, Reading } from "../contract.ts";
import { verifyStandard } from "../standard-webhooks.ts";

const mostHeaderBytes = 256 * 1024;

/**
 * Takes `Authorization: Bearer <secret>` (RFC 6750), or a Standard Webhooks signature over the raw message.
 * @throws AppError unauthenticated
 */
export function verifyMail(delivery: Delivery, secrets: readonly string[]): void {
  if (delivery.headers.get("webhook-signature")) {
    verifyStandard(delivery, secrets);
    return;
  }
  const token = /^bearer +([\x21-\x7e]{1,200})$/i.exec(delivery.headers.get("authorization") ?? "")?.[1];
  if (!token) throw new AppError("unauthenticated", "Send Authorization: Bearer <the connection's secret>");
  if (!secrets.some((secret) => sameText(secret, token))) {
    throw new AppError("unauthenticated", "Authorization: not this connection's secret");
  }
}

/** Where the header section ends (RFC 5322, 2.1: the first empty line) and the body begins. */
function splitMessage(raw: Uint8Array): { header: string; body: Uint8Array } {
  const text = Buffer.from(raw.subarray(0, mostHeaderBytes)).toString("latin1");
  const lead = /^(?:\r?\n)*/.exec(text)?.[0].length ?? 0;
  const gap = /\r?\n\r?\n/g;
  gap.lastIndex = lead;
  const found = gap.exec(text);
  const end = found ? found.index : text.length;
  return { header: text.slice(lead, end), body: raw.subarray(found ? gap.lastIndex : end) };
}

// what a relay leaves alone; Received, Return-Path and signatures differ from one delivery to the next
const lasting = /^(?:message-id|date|from|to|subject)[ \t]*:.*(?:\r?\n[ \t].*)*/gim;

/**
 * Reads a raw message. It is told apart by its Message-ID together with who, when, what and its body: relays change
 * headers between two deliveries of one message, and some senders use one Message-ID for many.
 */
export async function readMail(delivery: Delivery): Promise<Reading> {
  const { header, body } = splitMessage(delivery.body);
  if (!/^[!-9;-~]+[ \t]*:/m.test(header)) {
    throw new AppError("invalid", "The body is not an internet message (RFC 5322): it has no header field");
  }
  const fields = header.match(lasting)?.map((field) => field.replace(/\s+/g, " ").trim().toLowerCase()) ?? [];
  const known = fields.some((field) => /^message-id ?: ?\S/.test(field));
  const identity = known ? [...fields.sort(), sha256(body)].join("\n") : sha256(delivery.body);
  return { externalId: sha256(identity), type: "message.received", payload: undefined, occurredAt: null };
}
