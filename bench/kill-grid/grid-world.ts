import { openTestDatabase } from "#inngest/contract/embedded-target.ts";
import { startMailSink } from "../mail-sink.ts";

/** The grid's own database and mail server, named before anything reads the environment. */
export const world = { database: await openTestDatabase(), sink: await startMailSink() };
process.env.DATABASE_URL = world.database.appUrl;
process.env.DIRECT_URL = world.database.directUrl;
process.env.SMTP_URL = world.sink.url;
process.env.EGRESS_ALLOW = "127.0.0.1/32";
process.env.LOG_LEVEL = "silent";
