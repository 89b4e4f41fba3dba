import { acceptPostedEvents } from "#server/api/accept-posted-events.ts";
import { toProblem } from "#server/api/problem.ts";

export { answerRest as GET } from "#server/api/operations/answer-rest.ts";

export async function POST(request: Request): Promise<Response> {
  try {
    const { many, accepted } = await acceptPostedEvents(request);
    const headers = { "cache-control": "no-store" };
    return Response.json(many ? { events: accepted } : accepted[0], { status: 202, headers });
  } catch (error) {
    return toProblem(error, request);
  }
}
