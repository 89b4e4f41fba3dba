import type { CanonicalFile } from "#server/kernel/canonical-event.ts";
import { sha256 } from "#server/kernel/canonical-json.ts";
import type { KeptFile } from "./schema.ts";

/** A file to keep: what is written down of it, fit to be shown and sent in a header, and its bytes. */
export type ChosenFile = { kept: KeptFile; content: Uint8Array };

/** Most files kept of one event, and most bytes of them together. */
export const fileLimits = { files: 20, bytes: 25 * 2 ** 20 };

const longestName = 150;
const mediaType = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,60}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}$/;

/**
 * A name that is one: the last part of a path, without characters that do nothing but steer terminals, headers or the
 * direction of text (Unicode categories Cc, Cf, Zl, Zp); the ending is kept when it is cut.
 */
function safeName(given: string, index: number): string {
  const last = given.slice(0, 2_000).toWellFormed().split(/[/\\]/).at(-1) ?? "";
  const clean = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
    .replace(/^[\s.]+|[\s.]+$/g, "")
    .replace(/["<>|:*?]/g, "_");
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(clean)?.[0] ?? "";
  const name = clean.length > longestName ? clean.slice(0, longestName - ending.length) + ending : clean;
  return name.toWellFormed() || `file-${index + 1}`;
}

function safeType(given: string): string {
  const type = given.split(";")[0]?.trim().toLowerCase() ?? "";
  return mediaType.test(type) ? type : "application/octet-stream";
}

/**
 * Which of an event's files are kept, in the order in which they came, and a note on those that are not. The same file
 * twice is kept once. Pure: the same event gives the same answer, so that parsing it again changes nothing.
 */
export function chooseFiles(
  files: readonly CanonicalFile[],
  limits: typeof fileLimits = fileLimits,
): { chosen: ChosenFile[]; note: string | null } {
  const chosen = new Map<string, ChosenFile>();
  const leftOut: string[] = [];
  let bytes = 0;
  for (const [index, file] of files.entries()) {
    const name = safeName(file.name, index);
    if (chosen.size >= limits.files || bytes + file.bytes.byteLength > limits.bytes) {
      leftOut.push(name);
      continue;
    }
    const { byteLength } = file.bytes;
    const kept = { name, contentType: safeType(file.contentType), bytes: byteLength, sha256: sha256(file.bytes) };
    const key = `${kept.sha256} ${name}`;
    if (chosen.has(key)) continue;
    chosen.set(key, { kept, content: file.bytes });
    bytes += byteLength;
  }
  if (!leftOut.length) return { chosen: [...chosen.values()], note: null };
  const mebibytes = Math.round(limits.bytes / 2 ** 20);
  const names = leftOut.slice(0, 10).join(", ") + (leftOut.length > 10 ? ", …" : "");
  const note = `Left out, because an event may have ${limits.files} files and ${mebibytes} MiB: ${names}`;
  return { chosen: [...chosen.values()], note };
}
