import { defaultShouldDehydrateQuery, QueryClient } from "@tanstack/react-query";
import superjson from "superjson";

/** What a failed procedure says of itself; the server's error formatter writes it. */
function isCallersFault(error: unknown): boolean {
  const status = (error as { data?: { httpStatus?: number } | null }).data?.httpStatus;
  return status !== undefined && status < 500;
}

/** Whether a prefetch on the server failed: the browser learns that it did, not what it said. */
export function failedOnServer(error: unknown): boolean {
  return error instanceof Error && "digest" in error;
}

function isWorthAnotherTry(error: unknown): boolean {
  // on the server the page would wait for it; what failed there stays failed
  return typeof window !== "undefined" && !isCallersFault(error) && !failedOnServer(error);
}

/** The same on the server and in the browser; a query that is still under way is handed over as it is. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 20_000,
        retry: (failures, error) => failures < 2 && isWorthAnotherTry(error),
      },
      // a decision is made now or not at all: without a network it fails at once, and is never kept and sent later
      mutations: { networkMode: "always", retry: false },
      dehydrate: {
        serializeData: superjson.serialize,
        shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === "pending",
      },
      hydrate: { deserializeData: superjson.deserialize },
    },
  });
}
