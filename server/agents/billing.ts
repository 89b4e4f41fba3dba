import { assessRefund, tellRefund } from "./billing-refund.ts";
import { remindPayment } from "./billing-reminder.ts";
import { defineAgent } from "./contract.ts";
import { billingMeta } from "./meta.ts";

const [assess, tell, remind] = billingMeta.intents;

/** The billing agent. */
export const billing = defineAgent({
  name: billingMeta.name,
  purpose: billingMeta.purpose,
  intents: { [assess.name]: assessRefund, [tell.name]: tellRefund, [remind.name]: remindPayment },
  mayPropose: billingMeta.actions,
  memory: { read: ["profile", "canonical"], write: ["profile"] },
  budget: { modelCallsPerRun: 0 },
});
