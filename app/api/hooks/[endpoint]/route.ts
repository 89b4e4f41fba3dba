import { toProblem } from "#server/api/problem.ts";
import { answerDelivery, crossOriginHeaders } from "./answer.ts";
import { receiveDelivery } from "./receive.ts";

type Parameters = { params: Promise<{ endpoint: string }> };

export async function POST(request: Request, { params }: Parameters): Promise<Response> {
  try {
    return answerDelivery(request, await receiveDelivery(request, (await params).endpoint));
  } catch (error) {
    const problem = toProblem(error, request);
    for (const [name, value] of crossOriginHeaders) problem.headers.set(name, value);
    return problem;
  }
}

/** A page's script may post a form from any origin: nothing here depends on cookies. */
export function OPTIONS(): Response {
  return new Response(null, { status: 204, headers: crossOriginHeaders });
}
