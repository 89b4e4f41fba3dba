import { z } from "zod";
import { postedEventSchema } from "../accept-posted-events.ts";
import { jsonSchemaOf } from "./json-schema.ts";

const accepted = z.object({
  id: z.string().describe("The event's id"),
  duplicate: z.boolean().describe("It was there already"),
});

/** `POST /events` for the OpenAPI document: the one address with a reader of its own, which keeps each body as it came. */
export const postedEventsPath = {
  operationId: "send_events",
  summary: "Send events",
  description:
    "Takes one event, or up to a hundred in an array. Each is stored once per `source` and `id`, for ever; an Idempotency-Key stands in for the id.",
  tags: ["events"],
  security: [{ apiKey: ["events:write"] }],
  parameters: [
    {
      name: "Idempotency-Key",
      in: "header",
      required: false,
      schema: { type: "string", minLength: 1, maxLength: 255 },
    },
  ],
  requestBody: {
    required: true,
    content: {
      "application/json": { schema: jsonSchemaOf(postedEventSchema.or(z.array(postedEventSchema)), "input") },
    },
  },
  responses: {
    "202": {
      description: "Stored; the work goes on",
      content: {
        "application/json": { schema: jsonSchemaOf(accepted.or(z.object({ events: z.array(accepted) })), "output") },
      },
    },
    ...Object.fromEntries(
      ["400", "401", "403", "422"].map((code) => [code, { $ref: `#/components/responses/${code}` }]),
    ),
  },
};
