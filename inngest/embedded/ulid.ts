import { randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const entropyBytes = 10;

function encodeTime(milliseconds: number): string {
  let text = "";
  let rest = Math.max(0, Math.floor(milliseconds));
  for (let place = 0; place < 10; place += 1) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function encodeEntropy(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = "";
  for (let place = 0; place < 16; place += 1) {
    text = alphabet.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return text;
}

/** A ULID (github.com/ulid/spec) of a time in milliseconds and ten bytes of entropy. */
export function ulidOf(milliseconds: number, entropy: Uint8Array): string {
  return encodeTime(milliseconds) + encodeEntropy(entropy);
}

/** The smallest ULID of a time: compares below every id made at that time or later. */
export function ulidFloor(milliseconds: number): string {
  return `${encodeTime(milliseconds)}${"0".repeat(16)}`;
}

let lastTime = 0;
let lastTail = 0;
let lastHead = "";

/** A new ULID; ids made by one process sort in the order of making, within one millisecond too. */
export function createUlid(milliseconds: number): string {
  const time = Math.max(Math.floor(milliseconds), lastTime);
  if (time > lastTime || lastTail >= 32 ** 5 - 1) {
    const bytes = randomBytes(entropyBytes);
    const text = encodeEntropy(bytes);
    lastTime = time > lastTime ? time : time + 1;
    lastHead = text.slice(0, 11);
    lastTail = bytes.readUIntBE(7, 3);
  } else {
    lastTail += 1;
  }
  let tail = "";
  let rest = lastTail;
  for (let place = 0; place < 5; place += 1) {
    tail = alphabet.charAt(rest % 32) + tail;
    rest = Math.floor(rest / 32);
  }
  return encodeTime(lastTime) + lastHead + tail;
}

/**
 * The ids that the SDK's `x-inngest-event-id-seed` header ("milliseconds,base64 of ten bytes") gives to a request's events:
 * the same seed gives the same ids, so a retried request inserts nothing twice.
 * @returns null for a seed that is not of that form
 */
export function seededUlids(seed: string, count: number): string[] | null {
  const [time, encoded] = seed.split(",");
  const milliseconds = Number(time);
  const entropy = Buffer.from(encoded ?? "", "base64");
  if (!Number.isSafeInteger(milliseconds) || milliseconds <= 0 || entropy.length !== entropyBytes) return null;
  return Array.from({ length: count }, (_, index) => {
    const bytes = Buffer.from(entropy);
    bytes.writeUInt32BE((bytes.readUInt32BE(6) + index) >>> 0, 6);
    return ulidOf(milliseconds, bytes);
  });
}
