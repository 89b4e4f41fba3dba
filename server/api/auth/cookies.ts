import { isPublicUrlSecure } from "#server/kernel/public-url.ts";

/** A cookie's name: bound to this host (`__Host-`, RFC 6265bis) where the browser comes over TLS. */
function cookieName(name: string): string {
  return `${isPublicUrlSecure() ? "__Host-" : ""}adjutant.${name}`;
}

/** The name of the cookie that carries the session. */
export function sessionCookieName(): string {
  return cookieName("session");
}

/** The cookies of next-auth under our names: HTTP only, this host only, not sent along from other sites. */
export function authCookies() {
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: isPublicUrlSecure() } as const;
  return {
    sessionToken: { name: sessionCookieName(), options },
    callbackUrl: { name: cookieName("callback"), options },
    csrfToken: { name: cookieName("csrf"), options },
  };
}

/** One cookie's value out of a Cookie header, or null. */
export function readCookie(header: string | null, name: string): string | null {
  for (const pair of header?.split(";") ?? []) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null;
  }
  return null;
}
