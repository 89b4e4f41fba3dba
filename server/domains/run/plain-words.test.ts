import { expect, test } from "vitest";
import { agentName, intentPurpose, inWords, sureness } from "./plain-words.ts";

test.each([
  ["draft-reply", "Draft reply"],
  ["inputHash", "Input hash"],
  ["run.started", "Run started"],
])("%s → %s", (name, words) => expect(inWords(name)).toBe(words));

test.each([
  ["crm", "CRM agent"],
  ["billing", "Billing agent"],
])("the agent %s is the %s", (name, title) => expect(agentName(name)).toBe(title));

test.each([
  ["crm", "draft-reply", "Draft an answer to an enquiry, and a follow-up"],
  ["crm", "unknown", null],
  ["nobody", "draft-reply", null],
])("%s asked to %s: %s", (agent, intent, purpose) => expect(intentPurpose(agent, intent)).toBe(purpose));

test.each([
  [0.5, "50% sure"],
  [0.999, "99% sure"],
  [0.001, "1% sure"],
  [1, "100% sure"],
  [undefined, null],
])("%s → %s", (confidence, words) => expect(sureness(confidence)).toBe(words));
