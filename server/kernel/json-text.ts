import { AppError } from "./errors.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Deepest nesting of arrays and objects that is taken in. */
export const maxJsonDepth = 512;

const [quote, backslash, openArray, closeArray, openObject, closeObject] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** How deep arrays and objects nest in a JSON text, without building anything. Meaningless for malformed texts. */
function depthOf(bytes: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index];
    if (inString) {
      if (byte === backslash) index++;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (byte === openArray || byte === openObject) deepest = Math.max(deepest, ++depth);
    else if (byte === closeArray || byte === closeObject) depth--;
  }
  return deepest;
}

/**
 * Text from UTF-8 bytes; a byte order mark at the start is dropped.
 * @throws AppError invalid when the bytes are not UTF-8
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new AppError("invalid", "The body is not valid UTF-8", { cause });
  }
}

/**
 * A JSON text (RFC 8259) as a value.
 * @throws AppError invalid when it is not UTF-8, not JSON, or nested deeper than `maxJsonDepth`
 */
export function parseJsonBytes(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes);
  // before parsing, so that no later walk over the value can run out of stack
  if (depthOf(bytes) > maxJsonDepth) {
    throw new AppError("invalid", `The JSON body is nested deeper than ${maxJsonDepth} levels`);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid", "The body is not valid JSON", { cause });
  }
}

/**
 * The JSON text of a value, fit for PostgreSQL's jsonb, which takes neither U+0000 nor unpaired surrogates: each becomes
 * U+FFFD. The raw bytes are kept beside it, so nothing is lost.
 */
export function storableJson(value: unknown): string {
  // JSON.stringify escapes exactly these two; a pair of backslashes is matched first and so left alone
  return JSON.stringify(value).replace(/\\(?:u0000|u[dD][89a-fA-F][0-9a-fA-F]{2}|.)/g, (found) =>
    /^\\u(?:0000|d)/i.test(found) ? "\ufffd" : found,
  );
}

/** Text fit for a PostgreSQL text column: U+0000 and unpaired surrogates become U+FFFD; cut at `max` UTF-16 units. */
export function storableText(text: string, max = 200_000): string {
  return text.slice(0, max).replaceAll("\u0000", "\ufffd").toWellFormed();
}
