import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { Post } from "./parcel.ts";
import { people } from "./people.ts";

const contactAt = defineQuery({
  name: "sample.contactAt",
  input: z.object({ email: z.string() }),
  access: ["operator", "system"],
  run: async ({ tx }, { email }): Promise<string | null> =>
    (await tx.contact.findFirst({ where: { email }, select: { id: true } }))?.id ?? null,
});

/** What is asked for through the API: a review of billing, and the statement of a customer who owes something. */
const starts: readonly { workflow: string; about?: string }[] = [
  { workflow: "billing-review" },
  { workflow: "account-statement", about: people.ana.email },
];

/** Starts the workflows that no event starts, as a caller of the public API does; a repeat finds the same runs. */
export async function startSampleRuns(given: { context: Context; key: string; post: Post }): Promise<void> {
  const { context, key, post } = given;
  for (const { workflow, about } of starts) {
    const contact = about ? await contactAt.execute(context, { email: about }) : null;
    const response = await post(`/api/v1/workflows/${workflow}/runs`, {
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        "idempotency-key": `sample-${workflow}`,
      },
      body: JSON.stringify({ input: contact ? { contact } : {} }),
    });
    const text = await response.text();
    // a workflow that the operator has switched off is not started, and the sample is loaded all the same
    if (!response.ok && response.status !== 409 && response.status !== 412) {
      throw new AppError(
        "unavailable",
        `The sample's ${workflow} was not started (${response.status}): ${text.slice(0, 200)}`,
      );
    }
  }
}
