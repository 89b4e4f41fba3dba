import type { ReactNode } from "react";
import { Prefetched, prefetcher } from "#app/prefetch.tsx";
import { ApiProvider } from "#components/api/api-provider.tsx";
import { ShellPanel } from "#components/shell/shell-panel.tsx";
import { requireOperator } from "#server/api/caller.ts";

/** Signed-in screens. The frame waits for Today, so that its figures do not jump in. */
export default async function OperatorLayout({ children }: { children: ReactNode }) {
  await requireOperator();
  const { queryClient, api } = prefetcher();
  await queryClient.prefetchQuery(api.today.get.queryOptions());
  return (
    <ApiProvider>
      <Prefetched>
        <ShellPanel>{children}</ShellPanel>
      </Prefetched>
    </ApiProvider>
  );
}
