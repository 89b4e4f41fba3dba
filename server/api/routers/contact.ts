import { getContact, listContacts } from "#server/domains/contact/index.ts";
import { fromQuery } from "../procedure.ts";
import { router } from "../trpc.ts";

export const contactRouter = router({
  list: fromQuery(listContacts),
  get: fromQuery(getContact),
});
