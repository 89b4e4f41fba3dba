import type { Route } from "next";

/** Where each kind of record has its own screen. The casts are safe: each names a folder under app/(operator). */
export const hrefs = {
  run: (id: string) => `/runs/${id}` as Route,
  proposal: (id: string) => `/approvals/${id}` as Route,
  contact: (id: string) => `/records/contacts/${id}` as Route,
  invoice: (id: string) => `/records/invoices/${id}` as Route,
  review: (id: string) => `/approvals/review/${id}` as Route,
  event: (id: string) => `/records/events/${id}` as Route,
  grant: (agent: string, action: string) => `/agents/autonomy/${agent}/${action}` as Route,
};
