import { after } from "next/server.js";

/**
 * Where the platform freezes a process between requests: what a request committed is sent on before that happens. Outside
 * a request there is nothing to hold open, and where processes stay awake it changes nothing.
 */
export function holdRequestOpen(work: () => Promise<void>): void {
  try {
    after(work);
  } catch {
    // Next says so when no request is under way
  }
}
