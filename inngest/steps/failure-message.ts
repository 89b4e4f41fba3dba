const ours = ["AppError", "NonRetriableError", "RetryAfterError"];

/** What is told of an error that nobody meant the operator to read. */
export const unexpectedFault = "A step failed with an unexpected fault; what it was stands in the log.";

/** What to tell the operator of a failure: our own errors are written for them, of others only that they happened. */
export function failureMessage(error: unknown): string {
  const { name, message } = (error ?? {}) as { name?: string; message?: string };
  if (name && ours.includes(name) && message?.trim()) return message.trim().slice(0, 1_000);
  return unexpectedFault;
}
