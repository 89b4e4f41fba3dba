/** The browser behind a request: what it says of itself, never trusted for more than counting and showing. */
export type RequestCaller = { address: string; userAgent: string };

/**
 * Reads a request's caller. Of X-Forwarded-For the last entry counts: the one that the nearest proxy added, or this
 * server itself where there is none.
 */
export function callerOf(headers: Headers): RequestCaller {
  const forwarded = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return { address: forwarded || "unknown", userAgent: headers.get("user-agent") ?? "" };
}
