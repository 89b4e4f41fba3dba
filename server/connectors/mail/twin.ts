import type { ConnectorTwin } from "../contract.ts";

/** A mail server that posts what it receives; the payload is the whole message as text or bytes. */
export const mailTwin: ConnectorTwin = {
  deliver: ({ payload, secret }) => ({
    body: payload instanceof Uint8Array ? payload : Buffer.from(String(payload)),
    headers: { "content-type": "message/rfc822", authorization: `Bearer ${secret}` },
  }),
};
