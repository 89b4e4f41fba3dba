import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { migrate, readMigrations } from "#server/db/migrate.ts";

const folder = "prisma/migrations";

/** The login of a connection string as the database knows it: a pooler's `user.project` is `user`. */
export function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username).split(".")[0] ?? "";
}

/**
 * Applies what the database lacks. With a `stampFile`, which must lie beside the database it is about, nothing is asked
 * when the same migrations were applied before.
 */
export async function applyMigrations(options: {
  appUrl: string;
  directUrl: string;
  stampFile?: string;
}): Promise<void> {
  const { stampFile } = options;
  const checksums = readMigrations(folder).map((migration) => migration.checksum);
  const stamp = createHash("sha256").update(checksums.join()).digest("hex");
  if (stampFile && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  const appUser = roleOf(options.appUrl);
  const differs = appUser !== roleOf(options.directUrl);
  await migrate({ url: options.directUrl, folder, appUser: differs ? appUser : undefined });
  if (stampFile) writeFileSync(stampFile, stamp, { mode: 0o600 });
}
