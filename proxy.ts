import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { sessionIdOf } from "#server/api/auth/session-token.ts";
import { contentSecurityPolicy, policyOfData, policyOfWorker } from "#server/api/content-security-policy.ts";
import { toProblem } from "#server/api/problem.ts";
import { refuseCrossSite } from "#server/api/request-guard.ts";
import { isPublicUrlSecure } from "#server/kernel/public-url.ts";

const open = /^\/(sign-in|setup|decide|gallery|manifest\.webmanifest|icon|apple-icon|sw\.js)(\/|$|\.)/;

function secured(response: Response, policy: string): Response {
  response.headers.set("content-security-policy", policy);
  if (isPublicUrlSecure()) response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  return response;
}

/** A page's response with a nonce that Next puts on its scripts; it reads it from the request's own policy header. */
function pageResponse(request: NextRequest): Response {
  const policy = contentSecurityPolicy({
    nonce: randomBytes(16).toString("base64"),
    secure: isPublicUrlSecure(),
    development: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  return secured(NextResponse.next({ request: { headers } }), policy);
}

function toSignIn(request: NextRequest): Response {
  const target = request.nextUrl.clone();
  const wanted = `${target.pathname}${target.search}`;
  target.pathname = "/sign-in";
  target.search = wanted === "/" ? "" : new URLSearchParams({ next: wanted }).toString();
  return secured(NextResponse.redirect(target), policyOfData);
}

/**
 * Runs before every page and every call of the screens: security headers, no mutation from another site, and no screen
 * without a cookie that we sealed. Whether its session still lives is asked where data is read.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  try {
    refuseCrossSite(request);
  } catch (thrown) {
    return secured(toProblem(thrown, request), policyOfData);
  }
  const { pathname } = request.nextUrl;
  if (pathname.startsWith("/api/")) return secured(NextResponse.next(), policyOfData);
  if (pathname === "/sw.js") return secured(NextResponse.next(), policyOfWorker);
  if (open.test(pathname) || (await sessionIdOf(request.headers.get("cookie")))) return pageResponse(request);
  return toSignIn(request);
}

// machines' endpoints have their own checks and are on the fast path; static files need none
export const config = {
  matcher: ["/((?!_next/static|_next/image|api/hooks|api/v1|api/inngest|api/health|favicon.ico).*)"],
};
