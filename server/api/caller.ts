import "server-only";
import type { QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { appRouter } from "./router.ts";
import { type ApiContext, createApiContext, createCallerFactory } from "./trpc.ts";

/** The API context of the page request that is being rendered; one per request, so that the session is looked up once. */
const pageContext = cache(
  async (): Promise<ApiContext> => createApiContext({ method: "GET", headers: await headers() }),
);

const callerFor = createCallerFactory(appRouter);

/**
 * The API for server components, without a network between.
 * `call` runs a procedure and throws its error; `options(queryClient)` is the tRPC options proxy to prefetch with:
 * `void queryClient.prefetchQuery(api.options(queryClient).today.get.queryOptions())`.
 */
export function createServerApi() {
  return {
    call: callerFor(pageContext),
    options: (queryClient: QueryClient) => createTRPCOptionsProxy({ router: appRouter, ctx: pageContext, queryClient }),
  };
}

/** Who is signed in, for the frame around the screens. Leads to the sign-in page when nobody is. */
export async function requireOperator(): Promise<{ name: string; email: string }> {
  const session = await (await pageContext()).session();
  if (!session) redirect("/sign-in");
  return { name: session.operatorName, email: session.operatorEmail };
}

/** Whether the request carries a live session, for the sign-in page. */
export async function isSignedIn(): Promise<boolean> {
  return (await (await pageContext()).session()) !== null;
}
