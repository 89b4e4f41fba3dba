import { AppError } from "./errors.ts";

/**
 * Refuses to serve in production with a secret that everybody can read in the source. `npm start` makes its own; a
 * platform that starts the web part by itself has to be given them.
 * @throws AppError precondition that names what is missing
 */
export function requireSecrets(source: Record<string, string | undefined> = process.env): void {
  if (source.NODE_ENV !== "production") return;
  const missing = ["ADJUTANT_SECRET", "NEXTAUTH_SECRET"].filter((name) => !source[name]);
  if (missing.length) throw new AppError("precondition", `${missing.join(" and ")} must be set: see docs/deploy`);
}
