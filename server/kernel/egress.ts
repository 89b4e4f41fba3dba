import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector, type Dispatcher, request } from "undici";
import { env } from "./env.ts";
import { AppError } from "./errors.ts";
import { type AllowList, mayConnect, readAllowList } from "./global-address.ts";

/** What goes out. Times in milliseconds, sizes in bytes. */
type EgressRequest = {
  url: string;
  method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** largest answer that is read; 2 MiB by default */
  maxBytes?: number;
  /** for everything together, redirects included; 10 s by default */
  timeoutMs?: number;
  /** 5 by default; 0 hands a redirect back as it is */
  maxRedirects?: number;
};

/** What came back. `url` is the last one asked, after redirects. */
type EgressResponse = { status: number; headers: Headers; body: Uint8Array; url: string };

/** The product's way out. @throws AppError forbidden | unavailable | limit | invalid */
export type Egress = (given: EgressRequest) => Promise<EgressResponse>;

class RefusedAddress extends Error {}

/**
 * A connector that looks at the address it is about to connect to. Names are checked after they are resolved, and the
 * address that was checked is the one connected to; literals never reach the resolver, so they are checked here.
 */
function guardedConnector(allow: AllowList, lookup: LookupFunction) {
  const checkedLookup: LookupFunction = (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, []);
      const all = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }];
      const good = all.filter(({ address }) => allow.hosts.has(hostname.toLowerCase()) || mayConnect(allow, address));
      const [first] = good;
      if (!first) return done(new RefusedAddress(hostname), []);
      return options.all ? done(null, good) : done(null, first.address, first.family);
    });
  };
  const connect = buildConnector({ timeout: 5_000, lookup: checkedLookup });
  const guarded: buildConnector.connector = (options, done) => {
    const host = options.hostname.replace(/^\[|\]$/g, "");
    if (isIP(host) && !mayConnect(allow, host)) return done(new RefusedAddress(host), null);
    return connect(options, done);
  };
  return guarded;
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new AppError("invalid", "url: must start with http:// or https://");
  }
  if (url.username || url.password) throw new AppError("invalid", "url: must not carry a user name or password");
  return url;
}

async function readCapped(response: Dispatcher.ResponseData, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new AppError("limit", `The answer is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function headersOf(response: Dispatcher.ResponseData): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers)) {
    for (const each of Array.isArray(value) ? value : [value ?? ""]) headers.append(name, each);
  }
  return headers;
}

type Hop = Required<Pick<EgressRequest, "method">> & {
  url: URL;
  headers: Record<string, string>;
  body: string | Uint8Array | null;
};

const secretHeaders = new Set(["authorization", "cookie", "proxy-authorization"]);

/** The next hop of a redirect (RFC 9110, 15.4): credentials stay behind when the origin changes, 303 becomes a GET. */
function nextHop(hop: Hop, status: number, location: string): Hop {
  const url = readUrl(URL.canParse(location, hop.url) ? new URL(location, hop.url).href : location);
  const asGet = status === 303 || ((status === 301 || status === 302) && hop.method === "POST");
  const dropped = (name: string) =>
    (url.origin !== hop.url.origin && secretHeaders.has(name.toLowerCase())) ||
    (asGet && name.toLowerCase().startsWith("content-"));
  const headers = Object.fromEntries(Object.entries(hop.headers).filter(([name]) => !dropped(name)));
  return { url, headers, method: asGet ? "GET" : hop.method, body: asGet ? null : hop.body };
}

function refusal(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  if (cause instanceof RefusedAddress) {
    return new AppError("forbidden", "This address is not on the public internet. EGRESS_ALLOW can allow it", {
      cause,
    });
  }
  if (cause instanceof Error && cause.name === "TimeoutError") {
    return new AppError("unavailable", "The other side did not answer in time", { cause });
  }
  return new AppError("unavailable", "The other side could not be reached", { cause });
}

/**
 * Makes a way out: http and https to public addresses only, whatever a name resolves to and wherever it redirects, with a
 * cap on size and time. Addresses in `allow` are let through.
 */
export function createEgress(options: { allow: AllowList; lookup?: LookupFunction }): Egress {
  const dispatcher = new Agent({ connect: guardedConnector(options.allow, options.lookup ?? systemLookup) });
  return async ({ maxBytes = 2 ** 21, timeoutMs = 10_000, maxRedirects = 5, ...given }) => {
    const signal = AbortSignal.timeout(timeoutMs);
    let hop: Hop = {
      url: readUrl(given.url),
      method: given.method ?? "GET",
      headers: given.headers ?? {},
      body: given.body ?? null,
    };
    try {
      for (let redirects = 0; ; redirects++) {
        const { url, method, headers, body } = hop;
        const response = await request(url, { dispatcher, signal, method, headers, body });
        const location = response.headers.location;
        const redirected = [301, 302, 303, 307, 308].includes(response.statusCode) && typeof location === "string";
        if (!redirected || maxRedirects === 0) {
          const read = await readCapped(response, maxBytes);
          return { status: response.statusCode, headers: headersOf(response), body: read, url: url.href };
        }
        await response.body.dump();
        if (redirects >= maxRedirects) throw new AppError("limit", `More than ${maxRedirects} redirects`);
        hop = nextHop(hop, response.statusCode, location);
      }
    } catch (cause) {
      throw refusal(cause);
    }
  };
}

let shared: Egress | undefined;

/** The one way out of this process, with what EGRESS_ALLOW allows. */
export const egressFetch: Egress = (given) => {
  shared ??= createEgress({ allow: readAllowList(env().EGRESS_ALLOW) });
  return shared(given);
};
