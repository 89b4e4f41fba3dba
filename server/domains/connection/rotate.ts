import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError, invalidField } from "#server/kernel/errors.ts";
import { seal } from "#server/kernel/secrets.ts";
import { endpointUrl } from "./address.ts";
import type { ConnectionSecret } from "./schema.ts";
import { givenSecretSchema, newSecretFor, previousSecretHours } from "./secret.ts";

/**
 * Gives a connection a new secret: one made here, shown once, or the one that the sender shows (Stripe). The one before
 * keeps working for a day, so that nothing sent meanwhile is refused.
 * @throws AppError not_found; precondition for a form, which has none
 */
export const rotateConnection = defineCommand({
  name: "connection.rotate",
  input: z.object({ id: z.uuid(), secret: givenSecretSchema.optional() }),
  access: ["operator", "system"],
  run: async ({ tx, context, audit, changed }, { id, secret: given }): Promise<ConnectionSecret> => {
    await tx.$queryRaw`select 1 from connection where id = ${id}::uuid for update`;
    const connection = await tx.connection.findUnique({ where: { id } });
    if (!connection) throw new AppError("not_found", "There is no such connection");
    if (connection.connector === "form") throw new AppError("precondition", "A form's address has no secret");
    const made = connection.connector === "stripe" ? null : newSecretFor(connection.connector as "webhook" | "mail");
    const secret = made ?? given;
    if (!secret) throw invalidField("secret", "copy the endpoint's signing secret from Stripe");
    const until = new Date(context.clock.now().getTime() + previousSecretHours * 3_600_000);
    await tx.connection.update({
      where: { id },
      data: {
        secretSealed: seal(secret),
        previousSealed: connection.secretSealed,
        previousValidTo: connection.secretSealed ? until : null,
        lastError: null,
      },
    });
    await audit({ subject: { kind: "connection", id }, data: { previousValidTo: until.toISOString() } });
    changed({ topic: "connection", id });
    return { id, url: endpointUrl(connection.endpoint), secret: made };
  },
});
