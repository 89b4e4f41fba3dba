import { acceptPostedEvents } from "#server/api/accept-posted-events.ts";
import { toProblem } from "#server/api/problem.ts";
import { publicReads } from "#server/api/public-reads.ts";

export const GET = publicReads.events;

export async function POST(request: Request): Promise<Response> {
  try {
    const { many, accepted } = await acceptPostedEvents(request);
    const headers = { "cache-control": "no-store" };
    return Response.json(many ? { events: accepted } : accepted[0], { status: 202, headers });
  } catch (error) {
    return toProblem(error, request);
  }
}
