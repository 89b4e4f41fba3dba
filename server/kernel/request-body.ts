import { AppError } from "./errors.ts";

/** A refusal of a body by its size (RFC 9110, 15.5.14). */
function tooLarge(maxBytes: number): AppError {
  const mebibytes = Math.round((maxBytes / 2 ** 20) * 10) / 10;
  return new AppError("invalid", `The body is larger than ${mebibytes} MiB`, { details: { status: 413 } });
}

/**
 * The bytes of a request's body, read no further than `maxBytes`.
 * @throws AppError invalid with status 413 when it is larger, 415 when it is compressed
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const encoding = request.headers.get("content-encoding");
  if (encoding && encoding.toLowerCase() !== "identity") {
    throw new AppError("invalid", "content-encoding: send the body uncompressed", { details: { status: 415 } });
  }
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (!request.body) return new Uint8Array();
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** The media type of a Content-Type header alone, lower-cased, without parameters; `""` when there is none. */
export function mediaTypeOf(contentType: string | null): string {
  return (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

/**
 * Refuses a media type that is not in the list.
 * @throws AppError invalid with status 415
 */
export function requireMediaType(contentType: string | null, allowed: readonly string[]): string {
  const mediaType = mediaTypeOf(contentType);
  if (allowed.includes(mediaType)) return mediaType;
  throw new AppError("invalid", `content-type: must be ${allowed.join(" or ")}`, {
    details: { status: 415, fields: [{ field: "content-type", message: `must be ${allowed.join(" or ")}` }] },
  });
}
