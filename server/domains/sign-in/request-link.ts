import { createTransport } from "nodemailer";
import { z } from "zod";
import { emailSchema } from "#server/domains/operator/index.ts";
import type { Caller } from "#server/domains/session/index.ts";
import { env } from "#server/kernel/env.ts";
import { log } from "#server/kernel/log.ts";
import { parseInput } from "#server/kernel/parse.ts";
import { publicUrl } from "#server/kernel/public-url.ts";
import { countMailLink } from "./rate-limit.ts";
import { createSignInLink } from "./with-link.ts";

/** What the sign-in page sends to ask for a link. */
export const requestLinkSchema = z.object({ email: emailSchema });

/** Whether this installation can send a link by mail; else only the launcher prints one. */
export function canMailLinks(): boolean {
  return env().SMTP_URL !== undefined;
}

/** Makes and sends the link, where the address is an operator's. */
export async function mailLink(email: string): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = env();
  if (!SMTP_URL) return;
  const link = await createSignInLink({ email });
  if (!link) return;
  const transport = createTransport(SMTP_URL);
  try {
    await transport.sendMail({
      from: MAIL_FROM ?? `Adjutant <adjutant@${new URL(publicUrl()).hostname}>`,
      to: link.email,
      subject: "Sign in to Adjutant",
      text: `Open this link and press the button to sign in:\n\n${link.url}\n\nIt works once, within 15 minutes. If you did not ask for it, do nothing.\n`,
    });
  } finally {
    transport.close();
  }
}

/**
 * Takes the wish for a sign-in link. The answer and its timing are the same whether or not the address is known:
 * looking up and sending happen after it.
 * @throws AppError invalid | limit
 */
export async function requestMailLink(raw: unknown, caller: Caller): Promise<{ accepted: true; byMail: boolean }> {
  const { email } = parseInput(requestLinkSchema, raw);
  await countMailLink(caller, email);
  mailLink(email).catch((error: unknown) => log.error({ error }, "a sign-in link could not be sent"));
  return { accepted: true, byMail: canMailLinks() };
}
