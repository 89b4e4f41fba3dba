export { bareAddress } from "./compose.ts";
export { prepareMail } from "./prepare.ts";
export { getMailSource, listMail, mailOfEffect } from "./queries.ts";
export { senderOf } from "./sender.ts";
export { settleMail } from "./settle.ts";
