import { type CallToolResult, McpServer } from "@modelcontextprotocol/server";
import type { z } from "zod";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { callerLabel } from "../caller-label.ts";
import { toEdgeError } from "../edge-error.ts";
import { isStorable } from "../inputs.ts";
import type { Operation } from "./contract.ts";
import { operations } from "./index.ts";

const instructions =
  "Adjutant runs the workflows of a one-person company. Effects on the outside world need the operator's approval, which only the operator gives, in Adjutant itself: no tool here can approve. Read a run before you steer it.";

const keyField = {
  idempotencyKey: callerLabel
    .optional()
    .describe("Names this request: sent again with the same key and input, it is done once and answered the same"),
};

/** A tool's error: a sentence, the fields that are wrong, and nothing of the inside. */
function errorResult(thrown: unknown, operation: Operation): CallToolResult {
  const { error } = toEdgeError(thrown, `MCP ${operation.name}`);
  const fields = error.details.fields ?? [];
  const text = [
    error.message,
    ...(fields.length > 1 ? fields.map(({ field, message }) => `- ${field}: ${message}`) : []),
  ];
  return { isError: true, content: [{ type: "text", text: text.join("\n") }] };
}

/** A tool's answer as text, and as the object that it is; a list stands in one, as the protocol wants it. */
function answerResult(text: string): CallToolResult {
  const value: unknown = JSON.parse(text);
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const structuredContent = isObject ? (value as Record<string, unknown>) : { items: value };
  return { content: [{ type: "text", text }], structuredContent };
}

function offer(server: McpServer, operation: Operation, context: Context, signal: AbortSignal | null): void {
  const { hints } = operation;
  const keyed = !hints.readOnly && !hints.idempotent;
  const inputSchema = keyed ? operation.input.extend(keyField) : operation.input;
  server.registerTool(
    operation.name,
    {
      title: operation.title,
      description: operation.description,
      inputSchema,
      annotations: {
        title: operation.title,
        readOnlyHint: hints.readOnly,
        destructiveHint: hints.destructive,
        idempotentHint: hints.idempotent,
        openWorldHint: false,
      },
    },
    async (given: z.output<z.ZodObject>): Promise<CallToolResult> => {
      const { idempotencyKey, ...input } = given;
      const key = typeof idempotencyKey === "string" ? idempotencyKey : null;
      try {
        if (!isStorable(given)) throw new AppError("invalid", "The input holds characters that cannot be stored");
        return answerResult((await operation.call({ context, input, key, signal })).text);
      } catch (error) {
        return errorResult(error, operation);
      }
    },
  );
}

/** The MCP server of one request: the tools that the key's scopes allow, and no others. */
export function mcpServerFor(context: Context, signal: AbortSignal | null): McpServer {
  const { actor } = context;
  const scopes = actor.kind === "api_key" ? actor.scopes : [];
  const server = new McpServer(
    { name: "adjutant", title: "Adjutant", version: "1.0.0" },
    { instructions, capabilities: { tools: {} } },
  );
  for (const operation of operations) {
    if (scopes.includes(operation.scope)) offer(server, operation, context, signal);
  }
  return server;
}
