import { env } from "./env.ts";

/** Where a browser reaches this installation, without a trailing slash: NEXTAUTH_URL, else HOST and PORT. */
export function publicUrl(): string {
  const { NEXTAUTH_URL, HOST, PORT } = env();
  if (NEXTAUTH_URL) return new URL(NEXTAUTH_URL).origin;
  const host = HOST === "0.0.0.0" || HOST === "::" ? "127.0.0.1" : HOST;
  return `http://${host.includes(":") ? `[${host}]` : host}:${PORT}`;
}

/** Whether browsers reach this installation over TLS, as NEXTAUTH_URL says: decides cookie prefixes and HSTS. */
export function isPublicUrlSecure(): boolean {
  return publicUrl().startsWith("https://");
}
