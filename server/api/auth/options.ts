import type { NextAuthOptions, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { type BegunSession, type Caller, endSession, findLiveSession } from "#server/domains/session/index.ts";
import { sessionSeconds } from "#server/domains/session/meta.ts";
import { setUp, signInWithLink, signInWithPassphrase } from "#server/domains/sign-in/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { log } from "#server/kernel/log.ts";
import { authCookies } from "./cookies.ts";
import { authSecret } from "./session-token.ts";

type SignIn = (raw: unknown, caller: Caller) => Promise<BegunSession>;

/** A provider whose proof is checked by `signIn`, which also makes the session row. */
function proof(id: string, signIn: SignIn, attempt: { caller: Caller; failed: (thrown: unknown) => void }) {
  return CredentialsProvider({
    id,
    name: id,
    credentials: {},
    authorize: async (raw): Promise<User | null> => {
      try {
        const session = await signIn(raw, attempt.caller);
        return { id: session.operatorId, name: session.name, email: session.email, sessionId: session.sessionId };
      } catch (thrown) {
        attempt.failed(thrown);
        return null;
      }
    },
  });
}

/**
 * next-auth's options for one request. The cookie is a sealed JWT that names a session row; the row is the authority, so
 * a token whose row is gone is refused wherever it is read.
 * @param attempt.failed gets what a provider threw: next-auth itself would put its text into a URL
 */
export function authOptions(attempt: { caller: Caller; failed: (thrown: unknown) => void }): NextAuthOptions {
  return {
    secret: authSecret(),
    session: { strategy: "jwt", maxAge: sessionSeconds },
    cookies: authCookies(),
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    providers: [
      proof("passphrase", signInWithPassphrase, attempt),
      proof("setup", setUp, attempt),
      proof("mail-link", signInWithLink, attempt),
    ],
    callbacks: {
      // only paths of this installation; anything else leads home
      redirect: ({ url, baseUrl }) => {
        const target = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : new URL("/", baseUrl);
        return target.origin === new URL(baseUrl).origin ? target.href : baseUrl;
      },
      jwt: async ({ token, user }) => {
        if (user) return { sub: user.id, sid: user.sessionId, name: user.name, email: user.email };
        if (!token.sid || !(await findLiveSession(token.sid))) throw new AppError("unauthenticated", "Signed out");
        return token;
      },
    },
    events: {
      signOut: async ({ token }) => {
        if (token?.sid) await endSession(token.sid);
      },
    },
    logger: {
      error: (code) => log.debug({ code }, "next-auth"),
      warn: (code) => log.debug({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
}

declare module "next-auth" {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface merges with next-auth's own
  interface User {
    sessionId: string;
  }
}

declare module "next-auth/jwt" {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface merges with next-auth's own
  interface JWT {
    sid?: string;
  }
}
