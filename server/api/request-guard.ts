import { AppError } from "#server/kernel/errors.ts";
import { publicUrl } from "#server/kernel/public-url.ts";

const reads = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a browser sent this request from a page of another origin (Fetch Metadata, and Origin where that is missing).
 * Programs send neither header and carry no ambient cookie, so they pass.
 */
export function isCrossSite(method: string, headers: Headers): boolean {
  if (reads.has(method)) return false;
  const site = headers.get("sec-fetch-site");
  if (site) return site !== "same-origin" && site !== "none";
  const origin = headers.get("origin");
  if (!origin) return false;
  if (!URL.canParse(origin)) return true;
  return new URL(origin).host !== headers.get("host") && origin !== publicUrl();
}

/** Refuses a request that a page of another origin sent. @throws AppError forbidden */
export function refuseCrossSite(request: { method: string; headers: Headers }): void {
  if (isCrossSite(request.method, request.headers)) {
    throw new AppError("forbidden", "This request came from another site");
  }
}

/** Refuses a body that is larger than `most` bytes or does not say how large it is. @throws AppError invalid */
export function refuseLargeBody(request: { method: string; headers: Headers }, most: number): void {
  if (reads.has(request.method)) return;
  const length = request.headers.get("content-length");
  if (length === null && request.headers.has("transfer-encoding")) {
    throw new AppError("invalid", "Send the request with its Content-Length");
  }
  if (Number(length ?? 0) > most) {
    throw new AppError("invalid", `The request is larger than ${most} bytes`, { details: { status: 413 } });
  }
}
