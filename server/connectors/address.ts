const addressPattern = /^[^\s@<>",;:\\()[\]]{1,64}@[^\s@<>",;:\\()[\]]{1,190}$/u;

/** A mail address in lower case, or null when the text is not one. Permissive: what it accepts can be replied to. */
export function asEmail(text: string | null | undefined): string | null {
  const trimmed = (text ?? "").trim().toLowerCase();
  return addressPattern.test(trimmed) && !/\p{Cc}/u.test(trimmed) && trimmed.isWellFormed() ? trimmed : null;
}
