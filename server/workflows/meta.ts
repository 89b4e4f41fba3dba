import type { Workflow } from "./contract.ts";
import { outlineOf } from "./outline.ts";
import { type Definition, definitionSchema } from "./schema.ts";
import { failedPayment } from "./templates/failed-payment.ts";
import { newEnquiry } from "./templates/new-enquiry.ts";
import { refundRequest } from "./templates/refund-request.ts";

/** The definitions that come with the product, in the order of the Workflows page. */
export const builtIns: readonly Definition[] = [newEnquiry, refundRequest, failedPayment].map((template) =>
  definitionSchema.parse(template),
);

const drawn = { agent: "agent", ask: "ask", wait: "wait", "wait-for": "wait" } as const;

/** The built-in workflows as the list shows them. */
export const workflows: readonly Workflow[] = builtIns.map((definition) => ({
  id: definition.workflow,
  version: 1,
  name: definition.name,
  purpose: definition.purpose,
  trigger: definition.triggers.flatMap((trigger) => (trigger.on === "event" ? [trigger] : []))[0] ?? {
    label: definition.triggers[0]?.label ?? "",
    types: [],
    intents: [],
  },
  steps: outlineOf(definition).map(({ id, title, kind, agent }) => ({
    id,
    title,
    kind: kind in drawn ? drawn[kind as keyof typeof drawn] : "action",
    agent,
  })),
}));

export { outlineOf } from "./outline.ts";
