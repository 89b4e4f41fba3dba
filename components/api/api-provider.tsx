"use client";

import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import type { AppRouter } from "#server/api/router.ts";
import { makeQueryClient } from "./query-client.ts";
import { trpcPath } from "./server-address.ts";
import { TRPCProvider } from "./trpc.ts";

let browserClient: QueryClient | undefined;

/** One per request on the server; one for good in the browser. */
function queryClientHere(): QueryClient {
  if (typeof window === "undefined") {
    return makeQueryClient();
  }
  browserClient ??= makeQueryClient();
  return browserClient;
}

/** Queries and mutations. Not the streaming link: the first answers come with the page, and it would weigh more. */
function makeTrpcClient() {
  return createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: trpcPath, transformer: superjson, maxItems: 10 })],
  });
}

export function ApiProvider({ children }: { children: ReactNode }) {
  const queryClient = queryClientHere();
  const [trpcClient] = useState(makeTrpcClient);
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
