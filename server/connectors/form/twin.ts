import type { ConnectorTwin } from "../contract.ts";

/** A browser that posts a form; the payload is an object of fields. */
export const formTwin: ConnectorTwin = {
  deliver: ({ payload, id }) => {
    const form = new URLSearchParams(payload as Record<string, string>);
    if (id !== undefined) form.set("_id", id);
    return { body: Buffer.from(form.toString()), headers: { "content-type": "application/x-www-form-urlencoded" } };
  },
};
