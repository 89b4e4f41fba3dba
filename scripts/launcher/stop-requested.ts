const parentMilliseconds = 500;

/** Calls `lost` when the parent process is gone: npm ends with its signal and passes it to a shell, not to us. */
function watchParent(lost: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    lost();
  }, parentMilliseconds);
  timer.unref();
}

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
    // started without npm it may well be meant to outlive the terminal
    if (process.env.npm_lifecycle_event) watchParent(() => resolve("stop"));
  });
}
