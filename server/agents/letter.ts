import type { Recalled } from "./contract.ts";

/** Who a letter comes from. */
export type Sender = { company: string; person: string };

const title = /^(dr|prof|mr|mrs|ms|herr|frau|sir|dame)\.?\s/i;

/** "Hello Ana," from "Ana Duarte"; titles keep the whole name; what is not a person's name gives "Hello,". */
export function greeting(name: string, memory: readonly Recalled[]): string {
  const known = memory.find((item) => item.attributes.key === "salutation");
  if (known) return `Hello ${oneLine(known.text, 60)},`;
  const clean = oneLine(name, 60);
  if (!clean || /[@\d<>/\\]|https?:/i.test(clean)) return "Hello,";
  const first = title.test(clean) ? clean : clean.split(" ")[0];
  return `Hello ${first},`;
}

/** The closing lines; the person's name only where it differs from the company's. */
export function signature(sender: Sender): string {
  const names = sender.person === sender.company ? [sender.company] : [sender.person, sender.company];
  return ["Kind regards", ...names.filter((name) => name !== "")].join("\n");
}

/** Paragraphs with an empty line between them; empty ones are left out. */
export function letter(paragraphs: readonly (string | null)[]): string {
  return paragraphs.filter((paragraph) => paragraph).join("\n\n");
}

/** Text from outside as one line: no control characters, cut at `most` with an ellipsis. */
export function oneLine(text: string, most: number): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  const characters = Array.from(clean);
  return characters.length <= most
    ? clean
    : `${characters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
}

/** The subject of an answer: one "Re:", whatever the thread has gathered. */
export function replySubject(subject: string): string {
  const bare = oneLine(subject.replace(/^(\s*(re|aw|fwd?|wg|sv|antw)\s*:\s*)+/i, ""), 200);
  return `Re: ${bare || "your message"}`;
}

/** "Invoice HL-1" → "invoice HL-1": as it stands in the middle of a sentence. */
export function midSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** The headers that put an answer into its conversation. */
export function threadOf(message: { messageId: string | null }): { inReplyTo?: string; references?: string[] } {
  return message.messageId ? { inReplyTo: message.messageId, references: [message.messageId] } : {};
}
