import { assessRefund, tellRefund } from "./billing-refund.ts";
import { remindPayment } from "./billing-reminder.ts";
import { reviewBillingItem } from "./billing-review-item.ts";
import { draftStatement } from "./billing-statement.ts";
import { defineAgent } from "./contract.ts";
import { billingMeta } from "./meta.ts";

const [assess, tell, remind, review, statement] = billingMeta.intents;

/** The billing agent. */
export const billing = defineAgent({
  name: billingMeta.name,
  purpose: billingMeta.purpose,
  intents: {
    [assess.name]: assessRefund,
    [tell.name]: tellRefund,
    [remind.name]: remindPayment,
    [review.name]: reviewBillingItem,
    [statement.name]: draftStatement,
  },
  mayPropose: billingMeta.actions,
  memory: billingMeta.memory,
  budget: { modelCallsPerRun: 0 },
});
