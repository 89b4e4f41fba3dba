export { notify } from "./notify.ts";
export { listNotifications, readNotifications } from "./queries.ts";
