export { bareAddress, composeMail } from "./compose.ts";
export { keepNotice } from "./keep-notice.ts";
export { prepareMail } from "./prepare.ts";
export { getMailSource, listMail, mailOfEffect } from "./queries.ts";
export { senderOf } from "./sender.ts";
export { settleMail } from "./settle.ts";
