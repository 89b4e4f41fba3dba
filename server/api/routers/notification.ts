import { listNotifications, readNotifications } from "#server/domains/notification/index.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { router } from "../trpc.ts";

export const notificationRouter = router({
  list: fromQuery(listNotifications),
  read: fromCommand(readNotifications),
});
