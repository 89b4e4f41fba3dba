import type { Route } from "next";

/** Where each kind of record has its own screen. The casts are safe: each names a folder under app/(operator). */
export const hrefs = {
  run: (id: string) => `/runs/${id}` as Route,
  proposal: (id: string) => `/approvals/${id}` as Route,
  contact: (id: string) => `/records/contacts/${id}` as Route,
  invoice: (id: string) => `/records/invoices/${id}` as Route,
  review: (id: string) => `/approvals/review/${id}` as Route,
  /** how an effect came about, by its id or its proposal's */
  walk: (id: string) => `/records/audit/effect/${id}` as Route,
  agent: (name: string) => `/agents/${name}` as Route,
  event: (id: string) => `/records/events/${id}` as Route,
  grant: (agent: string, action: string) => `/agents/autonomy/${agent}/${action}` as Route,
};
