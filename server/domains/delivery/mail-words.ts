import { publicUrl } from "#server/kernel/public-url.ts";
import type { NotifySettings, Subject } from "./schema.ts";

/** One thing in a mail, and the link under it. */
export type MailItem = { subject: Subject; url: string; decides: boolean };

const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();

function subjectLine(items: readonly MailItem[], level: NotifySettings["lockScreen"]): string {
  const [first] = items;
  if (!first || items.length > 1) return `${items.length} things wait for you`;
  if (level === "nothing") return "Something waits for you";
  return level === "kind" ? first.subject.about : oneLine(first.subject.title).slice(0, 200);
}

function itemText(
  { subject, url, decides }: MailItem,
  level: NotifySettings["lockScreen"],
  time: (at: Date) => string,
) {
  const lines = level === "nothing" ? [] : [level === "kind" ? subject.about : oneLine(subject.title)];
  if (subject.proposal) {
    if (level === "title") lines.push(`From the ${subject.proposal.agent} agent: ${oneLine(subject.proposal.reason)}`);
    lines.push(`Waits until ${time(subject.proposal.expiresAt)}. Undecided, nothing is done.`);
  }
  lines.push(decides ? "See exactly what would happen, and decide:" : "Look at it:", url);
  return lines.join("\n");
}

/** Subject and text of a mail to the operator: no more of it than the lock screen may show, and a link for the rest. */
export function mailWords(
  items: readonly MailItem[],
  facts: { level: NotifySettings["lockScreen"]; zone: string; more: number },
): { subject: string; body: string } {
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short", timeZone: facts.zone });
  const time = (at: Date) => format.format(at);
  const foot = [
    ...(facts.more > 0 ? [`${facts.more} more wait under ${publicUrl()}/approvals`] : []),
    items.some((item) => item.decides)
      ? "A link to decide shows one proposal and works once, without signing in. Opening it decides nothing. Do not forward it."
      : `Sign in at ${publicUrl()}`,
    `What you are told, and when: ${publicUrl()}/settings`,
  ];
  const parts = [...items.map((item) => itemText(item, facts.level, time)), foot.join("\n")];
  return { subject: subjectLine(items, facts.level), body: `${parts.join("\n\n")}\n` };
}
