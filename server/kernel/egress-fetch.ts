import type { Egress } from "./egress.ts";

type Method = NonNullable<Parameters<Egress>[0]["method"]>;

const methods: readonly Method[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
const longestAnswer = 4 * 2 ** 20;
// a Response with one of these must not be given a body (Fetch standard, null body status)
const withoutBody = [204, 205, 304];

/** Rejects when the caller gives up; never resolves. */
function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function methodOf(name: string | undefined): Method {
  const method = methods.find((each) => each === (name ?? "GET").toUpperCase());
  if (!method) throw new TypeError(`The way out does not send ${name}`);
  return method;
}

/**
 * A `fetch` for providers' SDKs whose calls all go through the product's way out. It takes what those SDKs send: a URL and
 * a body of text or bytes; answers are read whole and redirects are handed back as they are.
 * @param limits time in milliseconds for a whole call; largest answer in bytes, 4 MiB by default
 */
export function egressFetch(egress: Egress, limits: { timeoutMs: number; maxBytes?: number }): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const { body } = init ?? {};
    if (body && typeof body !== "string" && !(body instanceof Uint8Array)) {
      throw new TypeError("The way out sends text and bytes only");
    }
    init?.signal?.throwIfAborted();
    const answer = egress({
      url,
      method: methodOf(init?.method),
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(body ? { body } : {}),
      timeoutMs: limits.timeoutMs,
      maxBytes: limits.maxBytes ?? longestAnswer,
      maxRedirects: 0,
    });
    const { status, headers, body: bytes } = await Promise.race([answer, aborted(init?.signal)]);
    return new Response(withoutBody.includes(status) ? null : Buffer.from(bytes), { status, headers });
  };
}
