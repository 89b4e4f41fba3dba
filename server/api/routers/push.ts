import { testPush } from "#server/domains/delivery/index.ts";
import { pushState, subscribePush, unsubscribePush } from "#server/domains/push/index.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { router } from "../trpc.ts";

export const pushRouter = router({
  state: fromQuery(pushState),
  subscribe: fromCommand(subscribePush),
  unsubscribe: fromCommand(unsubscribePush),
  test: fromCommand(testPush),
});
