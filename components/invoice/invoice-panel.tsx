"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { InvoiceView } from "./invoice-view.tsx";

export function InvoicePanel({ id }: { id: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.invoice.get.queryOptions({ id }));
  return <InvoiceView invoice={data} />;
}
