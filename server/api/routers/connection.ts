import {
  createConnection,
  listConnections,
  rotateConnection,
  setConnectionEnabled,
} from "#server/domains/connection/index.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { router } from "../trpc.ts";

export const connectionRouter = router({
  list: fromQuery(listConnections),
  create: fromCommand(createConnection),
  rotate: fromCommand(rotateConnection),
  setEnabled: fromCommand(setConnectionEnabled),
});
