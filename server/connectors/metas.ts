import type { ConnectorMeta } from "./contract.ts";
import { formMeta } from "./form/meta.ts";
import { mailMeta } from "./mail/meta.ts";
import { stripeMeta } from "./stripe/meta.ts";
import { webhookMeta } from "./webhook/meta.ts";

/** What screens may show of every connector, in the order they are offered. Client-safe. */
export const connectorMetas: readonly ConnectorMeta[] = [mailMeta, formMeta, stripeMeta, webhookMeta];
