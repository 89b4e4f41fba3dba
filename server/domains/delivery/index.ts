export { claimMail } from "./claim-mail.ts";
export { claimPushes, closeDeliveries } from "./claim-push.ts";
export { lastQueue } from "./last-queue.ts";
export { planDeliveries, testPush } from "./plan.ts";
export type { PushMessage } from "./push-words.ts";
export { readNotifySettings, updateNotifySettings } from "./settings.ts";
export { settleDeliveries } from "./settle.ts";
