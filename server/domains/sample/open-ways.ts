import { createApiKey } from "#server/domains/api-key/index.ts";
import { createConnection, listConnections, rotateConnection } from "#server/domains/connection/index.ts";
import type { ConnectorName } from "#server/domains/connection/schema.ts";
import type { Context } from "#server/kernel/context.ts";
import { derivedSecret } from "#server/kernel/secrets.ts";
import type { Way } from "./parcel.ts";

/** Where a way's parcels are posted to (a path on this server) and what they are signed with. */
type OpenWay = { path: string; secret: string };

/** The ways in, and the id of the key that one of them uses. */
export type OpenWays = { ways: Record<Way, OpenWay>; apiKeyId: string };

const names: Record<ConnectorName, string> = {
  mail: "Harbour Lane mailbox",
  form: "Contact form on harbourlane.example",
  stripe: "Harbour Lane payments",
  webhook: "Partner directory and monitors",
};

/** The connection of the sample's own name, made when it is missing; one that is there gets a secret that we know. */
async function openConnection(context: Context, connector: ConnectorName): Promise<OpenWay> {
  const name = names[connector];
  const given = connector === "stripe" ? { secret: `whsec_${derivedSecret("sample payments")}` } : {};
  const rows = await listConnections.execute(context, undefined);
  const known = rows.find((row) => row.connector === connector && row.name === name);
  if (known && connector === "form") return { path: new URL(known.url).pathname, secret: "" };
  const made = known
    ? await rotateConnection.execute(context, { id: known.id, ...given })
    : await createConnection.execute(context, { connector, name, ...given });
  return { path: new URL(made.url).pathname, secret: made.secret ?? given.secret ?? "" };
}

/** Opens every way in that the sample business uses: four connections and an API key, like any other sender's. */
export async function openWays(context: Context): Promise<OpenWays> {
  const mail = await openConnection(context, "mail");
  const form = await openConnection(context, "form");
  const stripe = await openConnection(context, "stripe");
  const webhook = await openConnection(context, "webhook");
  const key = await createApiKey.execute(context, { name: "Sample business", scopes: ["events:write", "runs:write"] });
  return { ways: { mail, form, stripe, webhook, api: { path: "/api/v1/events", secret: key.key } }, apiKeyId: key.id };
}
