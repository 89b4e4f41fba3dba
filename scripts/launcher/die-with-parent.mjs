// Loaded into each child before anything else: when the launcher is gone, however it went, so is the child.
// Next's own worker processes inherit the option that loads this, but they are not the launcher's children.
if (process.channel && process.env.ADJUTANT_LAUNCHER === String(process.ppid)) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  // the channel alone must not keep a finished child alive
  process.channel.unref();
}
