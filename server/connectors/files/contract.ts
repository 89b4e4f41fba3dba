/** Where the bytes of files are kept. A key is `<workspaceId>/<sha256 in hex>`, so what lies under one never changes. */
export type FileStore = {
  /**
   * Keeps bytes; when it returns they are kept for good. Idempotent: done again, it changes nothing.
   * @throws AppError invalid for anything that is not a key; unavailable
   */
  put: (file: { key: string; bytes: Uint8Array; contentType: string }) => Promise<void>;
  /**
   * The bytes under a key, null when there are none.
   * @throws AppError invalid for anything that is not a key; unavailable
   */
  get: (key: string) => Promise<Uint8Array | null>;
  /**
   * Takes the bytes away. Idempotent.
   * @throws AppError invalid for anything that is not a key; unavailable
   */
  remove: (key: string) => Promise<void>;
};
