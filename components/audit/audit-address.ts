import type { Route } from "next";

/** What the screen of the audit trail is narrowed to, as its address names it. */
const auditParameters = ["search", "actor", "agent", "action", "contact", "run", "from", "to"] as const;
export type AuditParameters = Partial<Record<(typeof auditParameters)[number], string>>;

const isId = (text: string | undefined) =>
  text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
const isDay = (text: string | undefined) => text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text);
const isActor = (text: string | undefined) =>
  /^(operator|agent|api_key|connection|system)(:.{1,80})?$/.test(text ?? "");

/** What of an address can be asked: empty fields and what was mistyped are left out. */
export function auditParametersIn(search: Record<string, string | string[] | undefined>): AuditParameters {
  const texts = auditParameters.flatMap((name) => {
    const value = search[name];
    const text = typeof value === "string" ? value.trim().slice(0, 200) : "";
    return text ? [[name, text]] : [];
  });
  const { contact, run, from, to, actor, ...rest }: AuditParameters = Object.fromEntries(texts);
  return {
    ...rest,
    ...(isActor(actor) ? { actor } : {}),
    ...(isId(contact) ? { contact } : {}),
    ...(isId(run) ? { run } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
  };
}

/** The same as the list's query takes it. */
export function auditQuery({ contact, run, ...same }: AuditParameters) {
  return { ...same, ...(contact ? { contactId: contact } : {}), ...(run ? { runId: run } : {}) };
}

/** The screen, narrowed. */
export function auditHref(parameters: AuditParameters): Route {
  const search = new URLSearchParams(parameters).toString();
  return (search ? `/records/audit?${search}` : "/records/audit") as Route;
}

/** Where what is shown can be saved. */
export function auditExportHref(parameters: AuditParameters, format: "csv" | "jsonl"): string {
  return `/api/audit/export?${new URLSearchParams({ ...parameters, format })}`;
}
