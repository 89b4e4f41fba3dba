import type { ParsedMail } from "mailparser";

function headerText(mail: ParsedMail, name: string): string {
  const value = mail.headers.get(name);
  return typeof value === "string" ? value.trim().toLowerCase() : "";
}

function contentType(mail: ParsedMail): string {
  const value = mail.headers.get("content-type");
  return typeof value === "object" && "value" in value && typeof value.value === "string" ? value.value : "";
}

/** A null reverse-path (RFC 5321, 4.5.5) marks reports, which must not be answered. */
function hasEmptyReturnPath(mail: ParsedMail): boolean {
  return mail.headerLines.some(({ line }) => /^return-path:\s*<\s*>\s*$/i.test(line));
}

/** Exact facts in a message's headers that intake's rules decide by (RFC 3834, RFC 2369, RFC 2919, RFC 3464). */
export function mailSignals(mail: ParsedMail): string[] {
  const automatic = headerText(mail, "auto-submitted");
  const facts: [string, boolean][] = [
    ["bounce", contentType(mail) === "multipart/report" || hasEmptyReturnPath(mail)],
    ["auto-replied", automatic.startsWith("auto-replied") || mail.headers.has("x-autoreply")],
    ["auto-generated", automatic.startsWith("auto-generated")],
    ["list", mail.headers.has("list") || mail.headers.has("list-id") || mail.headers.has("list-unsubscribe")],
    ["bulk", ["bulk", "list", "junk"].includes(headerText(mail, "precedence"))],
    ["spam-flag", headerText(mail, "x-spam-flag") === "yes"],
    ["reply", Boolean(mail.inReplyTo) || Boolean(mail.references?.length)],
  ];
  return facts.filter(([, holds]) => holds).map(([name]) => name);
}
