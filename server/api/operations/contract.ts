import type { z } from "zod";
import type { Scope } from "#server/domains/api-key/schema.ts";
import type { Context } from "#server/kernel/context.ts";

/** What an operation answers: JSON text, so that a repeat under an idempotency key gets the same bytes. */
export type OperationAnswer = {
  /** 200, or 202 where the work goes on after the answer */
  status: 200 | 202;
  text: string;
  /** where what was made or is awaited is found, as a path of this API */
  location?: string;
};

/** How an operation is called. */
type OperationCall = {
  context: Context;
  /** checked by the operation's schema */
  input: Record<string, unknown>;
  /** the caller's idempotency key */
  key: string | null;
  /** aborted when the caller is gone */
  signal: AbortSignal | null;
};

/** One public operation, offered alike as an address of the REST API, a tool of the MCP server and a part of the OpenAPI document. */
export type Operation = {
  /** `<verb>_<noun>`: the tool's name and the operationId */
  name: string;
  /** two or three words for people */
  title: string;
  /** what it does, when to use it, what it does not do */
  description: string;
  method: "GET" | "POST" | "DELETE";
  /** below /api/v1; parts in braces are fields of the input */
  path: string;
  scope: Scope;
  /** the largest body, where that is more than most operations take */
  maxBytes?: number;
  /** every field with a description; anything else is refused */
  input: z.ZodObject;
  /** the shape of the answer */
  output: z.ZodType;
  hints: {
    /** changes nothing */
    readOnly: boolean;
    /** may end or undo something */
    destructive: boolean;
    /** a repeat with the same input changes nothing more, with or without a key */
    idempotent: boolean;
  };
  call: (call: OperationCall) => Promise<OperationAnswer>;
};
