import { createClient } from "@supabase/supabase-js";
import { AppError } from "#server/kernel/errors.ts";
import type { FileStore } from "./contract.ts";
import { partsOfKey } from "./key.ts";

type Failure = { message: string; status?: number | undefined; statusCode?: string | undefined };

/** Storage answers a missing object or bucket with HTTP 400 and `statusCode` "404" in the body, newer versions with 404. */
const isMissing = ({ status, statusCode }: Failure) => status === 404 || statusCode === "404";
const isThereAlready = ({ status, statusCode }: Failure) => status === 409 || statusCode === "409";

function unavailable(failure: Failure): AppError {
  return new AppError("unavailable", "The storage of files did not do what it was asked", { cause: failure });
}

/**
 * Keeps files in a private bucket of Supabase Storage, which is made when it is missing.
 * @param given.fetch every call goes through it
 */
export function supabaseStore(given: {
  url: string;
  serviceRoleKey: string;
  bucket: string;
  fetch: typeof fetch;
}): FileStore {
  const auth = { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false };
  const { storage } = createClient(given.url, given.serviceRoleKey, { auth, global: { fetch: given.fetch } });
  const bucket = storage.from(given.bucket);

  async function makeBucket(): Promise<void> {
    const { error } = await storage.createBucket(given.bucket, { public: false });
    if (error && !isThereAlready(error)) throw unavailable(error);
  }

  return {
    put: async ({ key, bytes, contentType }) => {
      partsOfKey(key);
      const upload = async () => (await bucket.upload(key, bytes, { contentType, upsert: true })).error;
      let error = await upload();
      if (error && isMissing(error)) {
        await makeBucket();
        error = await upload();
      }
      if (error) throw unavailable(error);
    },
    get: async (key) => {
      partsOfKey(key);
      const { data, error } = await bucket.download(key);
      if (data) return new Uint8Array(await data.arrayBuffer());
      if (error && isMissing(error)) return null;
      throw unavailable(error ?? { message: "neither data nor an error" });
    },
    remove: async (key) => {
      partsOfKey(key);
      const { error } = await bucket.remove([key]);
      if (error && !isMissing(error)) throw unavailable(error);
    },
  };
}
