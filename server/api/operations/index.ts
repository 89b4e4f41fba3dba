import { auditOperations } from "./audit-operations.ts";
import type { Operation } from "./contract.ts";
import { memoryOperations } from "./memory-operations.ts";
import { otherOperations } from "./other-operations.ts";
import { runOperations } from "./run-operations.ts";
import { supervisionOperations } from "./supervision-operations.ts";
import { workflowOperations } from "./workflow-operations.ts";

/** Every public operation. REST, MCP and the OpenAPI document are made of this list. */
export const operations: readonly Operation[] = [
  ...runOperations,
  ...workflowOperations,
  ...supervisionOperations,
  ...memoryOperations,
  ...otherOperations,
  ...auditOperations,
];
