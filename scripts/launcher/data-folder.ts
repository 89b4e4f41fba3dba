import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StopError } from "./stop-error.ts";

type Secrets = { ADJUTANT_SECRET: string; NEXTAUTH_SECRET: string };

/** Makes the data folder, readable by its owner alone. */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (error) {
    throw new StopError(`The data folder ${folder} cannot be used (ADJUTANT_DATA): ${error}`, 2);
  }
}

/** This installation's secrets, made once and kept with mode 600. */
export function installationSecrets(folder: string): Secrets {
  const file = join(folder, "secrets.json");
  if (existsSync(file)) {
    try {
      const secrets: Secrets = JSON.parse(readFileSync(file, "utf8"));
      if (secrets.ADJUTANT_SECRET?.length >= 32 && secrets.NEXTAUTH_SECRET?.length >= 32) return secrets;
    } catch {
      // said below: a new secret here would make every stored credential unreadable
    }
    throw new StopError(`${file} is damaged: put back a copy of it, or set ADJUTANT_SECRET and NEXTAUTH_SECRET.`, 2);
  }
  const fresh = () => randomBytes(32).toString("base64url");
  const secrets: Secrets = { ADJUTANT_SECRET: fresh(), NEXTAUTH_SECRET: fresh() };
  // written beside and renamed, so that a crash leaves no half of it
  writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return secrets;
}
