import { parseMoney } from "#components/ui/money-format.ts";
import type { Caps, GrantChoice } from "#server/domains/autonomy/schema.ts";

const text = (form: FormData, name: string): string => String(form.get(name) ?? "").trim();

/** An amount as typed; an amount of 0 where it is none, which the server refuses by the field's name. */
export function readMoney(form: FormData, name: string, currency: string) {
  const typed = text(form, name);
  return typed ? { amountMinor: parseMoney({ text: typed, currency }) ?? 0, currency } : undefined;
}

function readRecipients(form: FormData): Caps["recipients"] {
  const choice = text(form, "recipients");
  if (choice === "known") return "known";
  if (choice !== "domains") return undefined;
  return {
    domains: text(form, "domains")
      .split(/[\s,]+/)
      .filter(Boolean),
  };
}

/** A share typed in percent; undefined where nothing was typed. */
export function readPercent(form: FormData, name: string): number | undefined {
  const typed = text(form, name);
  return typed ? Number((Number(typed.replace(",", ".")) / 100).toFixed(4)) : undefined;
}

/** The caps that the form names; what is left empty caps nothing. */
function readCaps(form: FormData, currency: string): Caps {
  const recipients = readRecipients(form);
  const perEffect = readMoney(form, "perEffect", currency);
  const perDay = readMoney(form, "perDay", currency);
  const countPerHour = text(form, "countPerHour");
  const countPerDay = text(form, "countPerDay");
  return {
    ...(perEffect ? { perEffect } : {}),
    ...(perDay ? { perDay } : {}),
    ...(countPerHour ? { countPerHour: Number(countPerHour) } : {}),
    ...(countPerDay ? { countPerDay: Number(countPerDay) } : {}),
    ...(recipients ? { recipients } : {}),
  };
}

/** The grant as the form stands. Caps are kept below `limited` too, for when it is granted again. */
export function readGrant(form: FormData, of: { agent: string; action: string; currency: string }): GrantChoice {
  const { agent, action, currency } = of;
  const level = text(form, "level") as GrantChoice["level"];
  return { agent, action, level, caps: readCaps(form, currency), bar: readPercent(form, "bar") ?? null };
}
