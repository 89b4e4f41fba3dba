import { createHash } from "node:crypto";
import { v7 } from "uuid";

/** A new identifier: UUID version 7 (RFC 9562), so that ids sort by time of making. */
export function newId(): string {
  return v7();
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Whether a text is a UUID: what decides "not found" before the database is asked. */
export function isId(text: string): boolean {
  return uuidPattern.test(text);
}

/** The same id for the same parts, for ever: a UUID (version 8 layout) over SHA-256. Makes retried writes land on one row. */
export function stableId(...parts: string[]): string {
  const hex = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
