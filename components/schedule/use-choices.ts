"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import type { InputField } from "#server/domains/schedule/schema.ts";
import type { Choices } from "./input-fields.tsx";

/** The records that the fields may name: the latest contacts and invoices, read only where a field asks for one. */
export function useChoices(fields: InputField[]): Choices {
  const trpc = useTRPC();
  const asks = (type: string) => fields.some((field) => field.type === type);
  const contacts = useQuery(trpc.contact.list.queryOptions({ limit: 50 }, { enabled: asks("contact") }));
  const invoices = useQuery(trpc.invoice.list.queryOptions({}, { enabled: asks("invoice") }));
  return {
    contact: contacts.data?.items.map(({ id, name }) => ({ id, label: name })) ?? [],
    invoice: invoices.data?.items.map(({ id, number }) => ({ id, label: number ?? id })) ?? [],
  };
}
