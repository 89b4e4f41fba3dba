import { z } from "zod";
import { findAction } from "#server/actions/registry.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";

const known = new Map<string, string>();

/** SHA-256 over an action's description and the shape of its input: its version; null where there is no such action. */
export function actionVersion(name: string): string | null {
  const before = known.get(name);
  if (before) return before;
  const action = findAction(name);
  if (!action) return null;
  const input = z.toJSONSchema(action.input, { io: "input", unrepresentable: "any" });
  const version = hashOf({ name, description: action.description, input });
  known.set(name, version);
  return version;
}
