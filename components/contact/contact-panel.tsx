"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { ContactView } from "./contact-view.tsx";

export function ContactPanel({ id }: { id: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.contact.get.queryOptions({ id }));
  return <ContactView contact={data} />;
}
