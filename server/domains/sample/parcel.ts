import type { Attachment } from "./attachments.ts";

/** One event of the sample business, as its sender would have it. Times are hours before the sample's start. */
export type Parcel =
  | {
      way: "mail";
      id: string;
      from: string;
      subject: string;
      body: string;
      hoursAgo: number;
      headers?: string[];
      html?: string;
      files?: readonly Attachment[];
    }
  | { way: "form"; id: string; fields: Record<string, string> }
  | { way: "stripe"; id: string; type: string; hoursAgo: number; object: Record<string, unknown> }
  | { way: "webhook" | "api"; id: string; type: string; data: Record<string, unknown> };

/** The ways in that a parcel can take. */
export type Way = Parcel["way"];

/** Posts to this installation's own server. @returns the answer */
export type Post = (path: string, request: { headers: Record<string, string>; body: string }) => Promise<Response>;
