import type { CanonicalEvent, StoredEvent } from "#server/kernel/canonical-event.ts";

/** What a screen shows of a connector. Client-safe: no secrets, no server code. */
export type ConnectorMeta = {
  /** also the folder's name and the connection's `connector` */
  name: string;
  title: string;
  /** one sentence: what comes in this way */
  purpose: string;
  /** how to set it up, one step per entry; `{url}` stands for the connection's address */
  setup: readonly string[];
  /**
   * Where the signing secret comes from: made here and shown once, copied from the sender's dashboard, or none
   * because web pages cannot keep one.
   */
  secret: "generated" | "given" | "none";
};

/** One request that arrived at a connection's endpoint. */
export type Delivery = {
  headers: Pick<Headers, "get">;
  /** the exact bytes */
  body: Uint8Array;
  receivedAt: Date;
};

/** What is read off a delivery before it is stored: enough to tell it from every other, and no more. */
export type Reading = {
  /** the sender's id, or one made from the content; at most 255 characters */
  externalId: string;
  type: string;
  /** the parsed body where it has a JSON form, else undefined */
  payload: unknown;
  occurredAt: Date | null;
};

/** The adapter for one kind of sender. */
export type Connector = {
  meta: ConnectorMeta;
  /** largest body taken, in bytes */
  maxBytes: number;
  /** media types taken */
  mediaTypes: readonly string[];
  /** deliveries taken per minute and endpoint, unless the connection's configuration says otherwise */
  perMinute: number;
  /**
   * Proves that the sender knows one of the secrets: the current one first, then the previous one while it is valid.
   * @throws AppError unauthenticated
   */
  verify: (delivery: Delivery, secrets: readonly string[]) => void;
  /** @throws AppError invalid that names the field */
  read: (delivery: Delivery) => Promise<Reading>;
  /** pure: the stored event as a canonical one; never throws, what it cannot read it says in `note` */
  normalise: (event: StoredEvent) => Promise<CanonicalEvent>;
};

/** Stands in for the sender, in tests and for the sample business. */
export type ConnectorTwin = {
  /** a request's headers and body, signed as the real sender does it */
  deliver: (options: { payload: unknown; secret: string; at: Date; id?: string }) => {
    headers: Record<string, string>;
    body: Uint8Array;
  };
};
