import { billing } from "./billing.ts";
import type { Agent } from "./contract.ts";
import { crm } from "./crm.ts";
import { intake } from "./intake.ts";
import { research } from "./research.ts";
import { supervisor } from "./supervisor.ts";

/** Every agent. */
export const agents: readonly Agent[] = [intake, crm, billing, research, supervisor];
