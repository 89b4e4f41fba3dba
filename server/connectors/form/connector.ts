import type { Connector } from "../contract.ts";
import { formMeta } from "./meta.ts";
import { normaliseForm } from "./normalise.ts";
import { formMediaTypes, readForm } from "./webhook.ts";

export const formConnector: Connector = {
  meta: formMeta,
  // room for a photograph or a document, and no more: anybody may post here
  maxBytes: 5 * 2 ** 20,
  mediaTypes: formMediaTypes,
  perMinute: 60,
  // a web page cannot keep a secret: the address is unguessable, and deliveries per minute are few
  verify: () => {},
  read: readForm,
  normalise: normaliseForm,
};
