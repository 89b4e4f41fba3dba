import { lastQueue, readNotifySettings, updateNotifySettings } from "#server/domains/delivery/index.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { router } from "../trpc.ts";

export const deliveryRouter = router({
  settings: fromQuery(readNotifySettings),
  update: fromCommand(updateNotifySettings),
  lastQueue: fromQuery(lastQueue),
});
