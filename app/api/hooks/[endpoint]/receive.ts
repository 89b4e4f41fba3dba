import { connectorNamed } from "#server/connectors/registry.ts";
import { countDelivery, type Endpoint, findEndpoint, noteDelivery } from "#server/domains/connection/index.ts";
import { type AcceptedEvent, acceptEvents } from "#server/domains/event/index.ts";
import { type Clock, systemClock } from "#server/kernel/clock.ts";
import { AppError } from "#server/kernel/errors.ts";
import { readBody, requireMediaType } from "#server/kernel/request-body.ts";

/** What came of a delivery. */
export type Received = { endpoint: Endpoint; accepted: AcceptedEvent };

async function take(request: Request, endpoint: Endpoint): Promise<AcceptedEvent> {
  const connector = connectorNamed(endpoint.connector);
  await countDelivery(endpoint.connectionId, endpoint.config.perMinute ?? connector.perMinute);
  const contentType = request.headers.get("content-type") ?? "";
  requireMediaType(contentType, connector.mediaTypes);
  const body = await readBody(request, connector.maxBytes);
  const delivery = { headers: request.headers, body, receivedAt: endpoint.context.clock.now() };
  if (connector.meta.secret !== "none" && endpoint.secrets.length === 0) {
    throw new AppError("unauthenticated", "This connection has no signing secret yet");
  }
  connector.verify(delivery, endpoint.secrets);
  const reading = await connector.read(delivery);
  const [accepted] = await acceptEvents(endpoint.context, [
    {
      ...reading,
      source: `connection:${endpoint.connectionId}`,
      kind: endpoint.connector,
      connectionId: endpoint.connectionId,
      contentType: contentType.slice(0, 255),
      raw: body,
      taint: "outside",
    },
  ]);
  if (!accepted) throw new AppError("internal", "An event was neither stored nor found");
  return accepted;
}

/**
 * Takes one delivery in: limit, size, signature, then stored once. When this returns, it is on disk.
 * @throws AppError not_found | limit | invalid | unauthenticated
 */
export async function receiveDelivery(
  request: Request,
  publicPart: string,
  clock: Clock = systemClock,
): Promise<Received> {
  const endpoint = await findEndpoint(publicPart, clock);
  try {
    const accepted = await take(request, endpoint);
    noteDelivery(endpoint, null);
    return { endpoint, accepted };
  } catch (error) {
    if (error instanceof AppError && error.code !== "limit") noteDelivery(endpoint, error.message);
    throw error;
  }
}
