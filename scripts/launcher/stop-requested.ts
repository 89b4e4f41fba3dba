import { whenOrphaned } from "../when-orphaned.mjs";

/** Resolves when the operator, the system or the loss of the parent process asks for the end. A second signal ends at once. */
export function stopRequested(): Promise<"stop"> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = () => {
      if (asked) process.exit(130);
      asked = true;
      resolve("stop");
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ask);
    if (process.channel) {
      process.once("disconnect", () => resolve("stop"));
      process.channel.unref();
    }
    whenOrphaned(() => resolve("stop"));
  });
}
