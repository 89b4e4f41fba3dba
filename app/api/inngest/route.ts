import { answerInngest } from "#inngest/answer-inngest.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

export { answerInngest as GET, answerInngest as POST, answerInngest as PUT };
