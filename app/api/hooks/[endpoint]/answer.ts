import type { Received } from "./receive.ts";

/** Lets scripts of any web page read the answer to a form they posted (Fetch standard, CORS). */
export const crossOriginHeaders: [string, string][] = [
  ["access-control-allow-origin", "*"],
  ["access-control-allow-methods", "POST, OPTIONS"],
  ["access-control-allow-headers", "content-type"],
  ["access-control-max-age", "86400"],
];

const thanks = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Thank you</title><p>Thank you. Your message has arrived.</p></html>`;

function wantsPage(request: Request): boolean {
  return (request.headers.get("accept") ?? "").includes("text/html");
}

/** 202 with the event's id; a browser that posted a form gets the page that the operator chose, or a short thank-you. */
export function answerDelivery(request: Request, { endpoint, accepted }: Received): Response {
  const headers = new Headers([...crossOriginHeaders, ["cache-control", "no-store"]]);
  if (endpoint.connector !== "form" || !wantsPage(request)) {
    return Response.json(accepted, { status: 202, headers });
  }
  if (endpoint.config.redirectTo) {
    headers.set("location", endpoint.config.redirectTo);
    return new Response(null, { status: 303, headers });
  }
  headers.set("content-type", "text/html; charset=utf-8");
  return new Response(thanks, { status: 202, headers });
}
