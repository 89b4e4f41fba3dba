export { getContact, listContacts } from "./queries.ts";
export { recordContact } from "./record.ts";
