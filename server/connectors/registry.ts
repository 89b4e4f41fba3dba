import { AppError } from "#server/kernel/errors.ts";
import type { Connector } from "./contract.ts";
import { formConnector } from "./form/connector.ts";
import { mailConnector } from "./mail/connector.ts";
import { stripeConnector } from "./stripe/connector.ts";
import { webhookConnector } from "./webhook/connector.ts";

/** Every connector, by name. */
export const connectors: Readonly<Record<string, Connector>> = {
  webhook: webhookConnector,
  stripe: stripeConnector,
  mail: mailConnector,
  form: formConnector,
};

/**
 * The connector of this name.
 * @throws AppError internal when there is none
 */
export function connectorNamed(name: string): Connector {
  const connector = Object.hasOwn(connectors, name) ? connectors[name] : undefined;
  if (!connector) throw new AppError("internal", `There is no connector ${name}`);
  return connector;
}
