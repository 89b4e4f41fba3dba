/** Next calls this once per server process: background work starts here, in the Node process only. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { requireSecrets } = await import("#server/kernel/require-secrets.ts");
  requireSecrets();
  const { keepBackgroundRunning } = await import("#inngest/keep-running.ts");
  keepBackgroundRunning();
}
