import { decode, encode } from "next-auth/jwt";
import { sessionSeconds } from "#server/domains/session/meta.ts";
import { env } from "#server/kernel/env.ts";
import { derivedSecret } from "#server/kernel/secrets.ts";
import { readCookie, sessionCookieName } from "./cookies.ts";

/** What the session cookie is sealed with: NEXTAUTH_SECRET, else derived from ADJUTANT_SECRET. */
export function authSecret(): string {
  return env().NEXTAUTH_SECRET ?? derivedSecret("next-auth");
}

/** The sealed cookie value that names a session row, as next-auth writes it. */
export function sealSessionToken(session: { sessionId: string; operatorId: string }): Promise<string> {
  const token = { sub: session.operatorId, sid: session.sessionId };
  return encode({ token, secret: authSecret(), maxAge: sessionSeconds });
}

/** The session id that a request's cookie names, or null when there is none that we sealed. Says nothing about the row. */
export async function sessionIdOf(cookieHeader: string | null): Promise<string | null> {
  const token = readCookie(cookieHeader, sessionCookieName());
  if (!token || token.length > 4_096) return null;
  try {
    const content = await decode({ token, secret: authSecret() });
    return typeof content?.sid === "string" ? content.sid : null;
  } catch {
    return null;
  }
}
