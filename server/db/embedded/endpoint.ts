import { readFileSync, writeFileSync } from "node:fs";
import { connect, type NetConnectOpts } from "node:net";
import { join } from "node:path";

/** Where an owner's clients connect: a socket in a folder, or a port of the loopback interface. */
export type Endpoint = { folder: string } | { port: number };

/** What a running owner leaves in its folder, for other processes of the same user. */
export type OwnerCard = { pid: number; endpoint: Endpoint; password: string };

/** The port in the name of the socket: pg and libpq both expect it. */
const socketPort = 5432;
/** The kernel's limit is 104 bytes on macOS and 108 on Linux. */
const longestPath = 100;

export function socketPath(folder: string): string {
  return join(folder, `.s.PGSQL.${socketPort}`);
}

export function canUseSocket(folder: string): boolean {
  return process.platform !== "win32" && Buffer.byteLength(socketPath(folder)) <= longestPath;
}

function connectOptions(endpoint: Endpoint): NetConnectOpts {
  return "folder" in endpoint ? { path: socketPath(endpoint.folder) } : { host: "127.0.0.1", port: endpoint.port };
}

/** A URL that pg, Prisma's pg adapter and libpq all read. */
export function postgresUrl(options: { endpoint: Endpoint; user: string; password: string; database: string }): string {
  const login = `${encodeURIComponent(options.user)}:${encodeURIComponent(options.password)}`;
  const { endpoint, database } = options;
  if ("port" in endpoint) return `postgresql://${login}@127.0.0.1:${endpoint.port}/${database}`;
  return `postgresql://${login}@localhost:${socketPort}/${database}?host=${encodeURIComponent(endpoint.folder)}`;
}

/** Whether something accepts connections there; a process that is stopped or busy still does. */
export function isReachable(endpoint: Endpoint): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(connectOptions(endpoint));
    const settle = (reachable: boolean): void => {
      socket.destroy();
      resolve(reachable);
    };
    socket.setTimeout(2000, () => settle(true));
    socket.once("connect", () => settle(true));
    socket.once("error", () => settle(false));
  });
}

const cardPath = (folder: string): string => join(folder, "owner.json");

export function writeOwnerCard(folder: string, card: OwnerCard): void {
  writeFileSync(cardPath(folder), JSON.stringify(card), { mode: 0o600 });
}

/** The card that the folder's last owner left; that owner may be gone. */
export function readOwnerCard(folder: string): OwnerCard | undefined {
  try {
    return JSON.parse(readFileSync(cardPath(folder), "utf8")) as OwnerCard;
  } catch {
    return undefined;
  }
}
