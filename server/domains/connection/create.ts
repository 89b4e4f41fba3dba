import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId } from "#server/kernel/ids.ts";
import { newToken, seal } from "#server/kernel/secrets.ts";
import { endpointUrl } from "./address.ts";
import { type ConnectionSecret, connectionConfigSchema, connectorNameSchema } from "./schema.ts";
import { givenSecretSchema, newSecretFor } from "./secret.ts";

const mostConnections = 100;

/** Makes a connection with an unguessable address. A secret made here is in the answer and nowhere else in the clear. */
export const createConnection = defineCommand({
  name: "connection.create",
  input: z.object({
    connector: connectorNameSchema,
    name: z.string().trim().min(1, "Give the connection a name").max(80),
    /** the sender's own secret, where the sender makes it (Stripe); can be given later */
    secret: givenSecretSchema.optional(),
    config: connectionConfigSchema.default({}),
  }),
  access: ["operator", "system"],
  run: async ({ tx, context, audit, changed }, input): Promise<ConnectionSecret> => {
    const { connector, name, config } = input;
    const count = await tx.connection.count();
    if (count >= mostConnections) throw new AppError("conflict", `There are ${count} connections already`);
    const made = newSecretFor(connector);
    const secret = made ?? input.secret ?? null;
    const [id, endpoint] = [newId(), newToken("")];
    await tx.connection.create({
      data: {
        id,
        workspaceId: context.workspaceId,
        connector,
        name,
        endpoint,
        secretSealed: secret === null ? null : seal(secret),
        config,
        createdAt: context.clock.now(),
      },
    });
    await audit({ subject: { kind: "connection", id }, data: { connector, name, config } });
    changed({ topic: "connection", id });
    return { id, url: endpointUrl(endpoint), secret: made };
  },
});
