import { z } from "zod";
import { asAuthenticator } from "#server/db/transaction.ts";
import { systemClock } from "#server/kernel/clock.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { unseal } from "#server/kernel/secrets.ts";
import { type ConnectionConfig, type ConnectorName, connectionConfigSchema, connectorNameSchema } from "./schema.ts";

/** What is needed to receive at an endpoint. */
export type Endpoint = {
  connectionId: string;
  name: string;
  connector: ConnectorName;
  config: ConnectionConfig;
  /** the valid secrets, the current one first; empty when none was set yet */
  secrets: string[];
  /** what a delivery runs in: the connection's workspace, with the connection as actor */
  context: Context;
};

const endpointPattern = /^[A-Za-z0-9_-]{20,100}$/;

/**
 * The connection behind the public part of its address. Secrets leave the database sealed and are opened here.
 * @throws AppError not_found when there is none, or it is switched off
 */
export async function findEndpoint(endpoint: string, clock = systemClock): Promise<Endpoint> {
  const row = endpointPattern.test(endpoint)
    ? await asAuthenticator((tx) => tx.connection.findUnique({ where: { endpoint } }))
    : null;
  if (!row?.enabled) throw new AppError("not_found", "There is no such endpoint, or it is switched off");
  const previous = row.previousValidTo && row.previousValidTo > clock.now() ? row.previousSealed : null;
  return {
    connectionId: row.id,
    name: row.name,
    connector: z.parse(connectorNameSchema, row.connector),
    config: connectionConfigSchema.parse(row.config),
    secrets: [row.secretSealed, previous].flatMap((sealed) => (sealed ? [unseal(sealed)] : [])),
    context: { workspaceId: row.workspaceId, actor: { kind: "connection", id: row.id }, clock },
  };
}
