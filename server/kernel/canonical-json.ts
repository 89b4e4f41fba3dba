import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { AppError } from "./errors.ts";

/** JSON canonicalisation scheme (RFC 8785): the same value gives the same text. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new AppError("internal", "A value without a JSON form cannot be hashed");
  return text;
}

/** SHA-256 over the canonical JSON of a value, in hex. */
export function hashOf(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

/** SHA-256 over bytes or UTF-8 text, in hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
