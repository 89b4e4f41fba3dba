import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A message as the browser would read it, with what the push service saw of it. */
type Pushed = {
  path: string;
  message: Record<string, unknown>;
  topic: string;
  ttl: number;
  /** the claims of the sender's signed token */
  claims: { aud: string; exp: number; sub: string };
};

/** A push service on loopback with one browser behind each path: it verifies who sends and opens what is sent. */
export type TestPushService = {
  /** a browser as it would subscribe */
  subscribe: () => { endpoint: string; keys: { p256dh: string; auth: string } };
  received: Pushed[];
  /** what it answers from now on; 201 takes a message */
  answer: (status: number) => void;
  close: () => Promise<void>;
};

type Browser = { ecdh: ReturnType<typeof createECDH>; auth: Buffer };

/** Opens a sealed message (RFC 8188 in one record, keys by RFC 8291): written after the RFCs, not after the library. */
function open(browser: Browser, body: Buffer): string {
  const salt = body.subarray(0, 16);
  const keyLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + keyLength);
  const sealed = body.subarray(21 + keyLength);
  const shared = browser.ecdh.computeSecret(sender);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), browser.ecdh.getPublicKey(), sender]);
  const input = Buffer.from(hkdfSync("sha256", shared, browser.auth, info, 32));
  const key = Buffer.from(hkdfSync("sha256", input, salt, "Content-Encoding: aes128gcm\0", 16));
  const nonce = Buffer.from(hkdfSync("sha256", input, salt, "Content-Encoding: nonce\0", 12));
  const decipher = createDecipheriv("aes-128-gcm", key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  const end = plain.lastIndexOf(2);
  return plain.subarray(0, end).toString("utf8");
}

/** Verifies the sender's token (RFC 8292). @throws Error when it is not signed with the key that it names */
function claimsOf(request: IncomingMessage): Pushed["claims"] {
  const [, token = "", point = ""] = /^vapid t=([^,]+), ?k=(.+)$/.exec(request.headers.authorization ?? "") ?? [];
  const [head = "", claims = "", signature = ""] = token.split(".");
  const raw = Buffer.from(point, "base64url");
  const coordinate = (from: number) => raw.subarray(from, from + 32).toString("base64url");
  const key = createPublicKey({
    format: "jwk",
    key: { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33) },
  });
  const signed = verify(
    "sha256",
    Buffer.from(`${head}.${claims}`),
    { key, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!signed) throw new Error("The token is not signed by the key that it names");
  return JSON.parse(Buffer.from(claims, "base64url").toString("utf8"));
}

/** Starts it on a free port. */
export async function startPushService(): Promise<TestPushService> {
  let status = 201;
  const received: Pushed[] = [];
  const browsers = new Map<string, Browser>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const path = request.url ?? "";
      const browser = browsers.get(path);
      if (!browser) return void response.writeHead(404).end();
      try {
        const claims = claimsOf(request);
        const message = JSON.parse(open(browser, Buffer.concat(parts)));
        const facts = { topic: String(request.headers.topic), ttl: Number(request.headers.ttl) };
        if (status < 300) received.push({ path, message, claims, ...facts });
        response.writeHead(status).end();
      } catch (error) {
        response.writeHead(400).end(String(error));
      }
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    received,
    subscribe: () => {
      const ecdh = createECDH("prime256v1");
      ecdh.generateKeys();
      const auth = randomBytes(16);
      const path = `/send/${randomBytes(8).toString("hex")}`;
      browsers.set(path, { ecdh, auth });
      const keys = { p256dh: ecdh.getPublicKey("base64url"), auth: auth.toString("base64url") };
      return { endpoint: `${origin}${path}`, keys };
    },
    answer: (next) => {
      status = next;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
