export { answerRest as DELETE, answerRest as GET, answerRest as POST } from "#server/api/operations/answer-rest.ts";
