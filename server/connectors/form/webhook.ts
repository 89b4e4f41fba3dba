import { hashOf, sha256 } from "#server/kernel/canonical-json.ts";
import { AppError, invalidField } from "#server/kernel/errors.ts";
import { parseJsonBytes, storableJson } from "#server/kernel/json-text.ts";
import { mediaTypeOf } from "#server/kernel/request-body.ts";
import type { Delivery, Reading } from "../contract.ts";
import { type PostedForm, readPostedForm } from "./posted-form.ts";

export const formMediaTypes = ["application/x-www-form-urlencoded", "multipart/form-data", "application/json"] as const;

const mostFields = 200;

type Pair = readonly [name: string, value: string];

function pairsFromJson(body: Uint8Array): Pair[] {
  const value = parseJsonBytes(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AppError("invalid", "The body must be a JSON object of fields");
  }
  return Object.entries(value).flatMap(([name, field]): Pair[] => {
    if (field === null || field === undefined) return [];
    return [[name, typeof field === "string" ? field : JSON.stringify(field)]];
  });
}

async function fromForm(delivery: Delivery): Promise<PostedForm> {
  const contentType = delivery.headers.get("content-type") ?? "";
  try {
    return await readPostedForm({ body: delivery.body, contentType });
  } catch (cause) {
    throw new AppError("invalid", "The body is not a well-formed form", { cause });
  }
}

/** Fields by name in the order they came; a name that comes twice has its values on lines of their own. */
function gather(pairs: readonly Pair[]): Record<string, string> {
  if (pairs.length > mostFields) throw new AppError("invalid", `A form may have ${mostFields} fields`);
  const fields = new Map<string, string>();
  for (const [name, value] of pairs) {
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : `${before}\n${value}`);
  }
  return Object.fromEntries(fields);
}

/**
 * Reads a form post. A form may send an `_id` of its own; without one, the same fields and files on the same day (UTC) are one
 * event: a double click or a reload is, the same question a month later is not.
 */
export async function readForm(delivery: Delivery): Promise<Reading> {
  const json = mediaTypeOf(delivery.headers.get("content-type")) === "application/json";
  const { pairs, files } = json ? { pairs: pairsFromJson(delivery.body), files: [] } : await fromForm(delivery);
  const fields = gather(pairs);
  if (!Object.values(fields).some((value) => value.trim())) throw new AppError("invalid", "The form is empty");
  const given = fields._id?.trim();
  if (given && given.length > 255) throw invalidField("_id", "must be at most 255 characters");
  const day = delivery.receivedAt.toISOString().slice(0, 10);
  // through storable JSON: hashing refuses unpaired surrogates
  const hashes = await Promise.all(files.map(async (file) => sha256(await file.bytes())));
  const content = hashOf({ day, fields: JSON.parse(storableJson(fields)), ...(hashes.length ? { hashes } : {}) });
  return { externalId: given || content, type: "message.received", payload: { fields }, occurredAt: null };
}
