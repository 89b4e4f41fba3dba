import { publicReads } from "#server/api/public-reads.ts";

export const GET = publicReads.supervision;
