export { contactBackground } from "./background.ts";
export { getContact, listContacts } from "./queries.ts";
export { recordContact } from "./record.ts";
