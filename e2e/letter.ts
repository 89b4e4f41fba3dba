/** An event as programs post it. */
export type PostedEvent = { type: string; id: string; data: Record<string, string> };

/** A question about work and price, which intake takes for an enquiry without doubt. */
export function enquiryEvent(letter: { id: string; name: string; email: string; subject: string }): PostedEvent {
  const { id, name, email, subject } = letter;
  const text =
    "Hello,\n\ncould you review our pricing in May? We would need a quote for about three days of work.\n\nThanks";
  return { type: "message.received", id, data: { email, name, subject, text } };
}
