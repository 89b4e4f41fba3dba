const pauseMilliseconds = 500;

/**
 * Calls back when npm is gone: it ends with its signal, which reaches a shell and not the script. A process that was
 * started without npm may well be meant to outlive its terminal, and is left alone.
 * @param {() => void} orphaned
 */
export function whenOrphaned(orphaned) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    orphaned();
  }, pauseMilliseconds);
  timer.unref();
}
