export { handleMailSource as GET } from "#server/api/mail-source.ts";
