import { signIn } from "next-auth/react";

type Proof = "passphrase" | "setup" | "mail-link";

const words: Record<Proof, { wrong: string; invalid: string }> = {
  passphrase: {
    wrong: "Mail address and passphrase do not match",
    invalid: "Mail address and passphrase do not match",
  },
  setup: {
    wrong: "This link is used up or too old. Restart Adjutant for a new one, or sign in.",
    invalid: "Something is missing: check the mail address and the length of the passphrase",
  },
  "mail-link": {
    wrong: "This link is used up or too old",
    invalid: "This link is not complete: open it again from the mail",
  },
};

/**
 * Proves who the operator is and enters.
 * @returns what went wrong, in words for the operator; null when the browser is on its way
 */
export async function enter(proof: Proof, fields: Record<string, string>, next: string): Promise<string | null> {
  const answer = await signIn(proof, { ...fields, redirect: false }).catch(() => null);
  if (!answer) {
    return "The server did not answer. Check that Adjutant is running, then try again.";
  }
  if (answer.ok && !answer.error) {
    window.location.assign(next);
    return null;
  }
  if (answer.error === "limit") {
    return "Too many attempts. Wait a few minutes, then try again.";
  }
  if (answer.error === "invalid") {
    return words[proof].invalid;
  }
  return answer.error === "unavailable" || answer.error === "internal"
    ? "It did not work, and it is not your fault. Try again in a moment."
    : words[proof].wrong;
}

/** Where to go after signing in: a path of ours, never another site. */
export function safePath(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith("/sign-in") ? next : "/today";
}
