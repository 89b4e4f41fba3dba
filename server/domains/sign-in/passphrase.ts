import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { z } from "zod";

/** Argon2id as OWASP's password storage sheet advises at least: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;
const most = { memory: 262_144, passes: 10, parallelism: 4 };

const derive = promisify(argon2);

/** A new passphrase: length is what counts (NIST SP 800-63B, 3.1.1). */
export const passphraseSchema = z
  .string()
  .max(400, "must be at most 400 characters")
  .transform((text) => text.normalize("NFKC"))
  .refine((text) => [...text].length >= 12, "must be at least 12 characters: a few words will do")
  .refine((text) => new Set(text).size >= 5, "repeats itself: use a few different words");

const unpadded = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");

/** Hashes a passphrase with Argon2id (RFC 9106) to a PHC string with its own salt and cost. */
export async function hashPassphrase(passphrase: string): Promise<string> {
  const nonce = randomBytes(16);
  const message = passphrase.normalize("NFKC");
  const tag = await derive("argon2id", { message, nonce, tagLength, ...cost });
  const costs = `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`;
  return `$argon2id$v=19$${costs}$${unpadded(nonce)}$${unpadded(tag)}`;
}

const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** Whether a passphrase is the one that was hashed; false for a PHC string that is not ours to compute. */
export async function verifyPassphrase(passphrase: string, phc: string): Promise<boolean> {
  const match = form.exec(phc);
  if (!match) return false;
  const [memory = 0, passes = 0, parallelism = 0] = match.slice(1, 4).map(Number);
  if (memory > most.memory || passes > most.passes || parallelism > most.parallelism) return false;
  const nonce = Buffer.from(match[4] ?? "", "base64");
  const expected = Buffer.from(match[5] ?? "", "base64");
  const message = passphrase.normalize("NFKC");
  const tag = await derive("argon2id", { message, nonce, memory, passes, parallelism, tagLength: expected.length });
  return timingSafeEqual(tag, expected);
}

let decoy: Promise<string> | undefined;

/** A hash that nothing matches, at the usual cost: an unknown address takes as long as a wrong passphrase. */
export function decoyHash(): Promise<string> {
  decoy ??= hashPassphrase(randomBytes(32).toString("base64"));
  return decoy;
}
