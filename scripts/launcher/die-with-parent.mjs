// Loaded into each child before anything else: when the launcher is gone, however it went, so is the child.
if (process.channel) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  // the channel alone must not keep a finished child alive
  process.channel.unref();
}
