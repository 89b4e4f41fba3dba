import type { Egress } from "#server/kernel/egress.ts";

const longestAnswer = 4 * 2 ** 20;

function headersOf(headers: HeadersInit | undefined): Record<string, string> {
  return Object.fromEntries(new Headers(headers));
}

/**
 * A `fetch` for provider SDKs whose calls all go through the product's way out. It takes what those SDKs send: a URL and
 * a text body; answers are read whole.
 */
export function egressFetch(egress: Egress, timeoutMs: number): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const method = init?.method === "GET" ? "GET" : "POST";
    const body = typeof init?.body === "string" ? { body: init.body } : {};
    init?.signal?.throwIfAborted();
    const answer = egress({
      url,
      method,
      headers: headersOf(init?.headers),
      ...body,
      timeoutMs,
      maxBytes: longestAnswer,
      maxRedirects: 0,
    });
    const { status, headers, body: bytes } = await Promise.race([answer, aborted(init?.signal)]);
    return new Response(Buffer.from(bytes), { status, headers });
  };
}

/** Rejects when the caller gives up; never resolves. */
function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
