export { answerMcp as DELETE, answerMcp as GET, answerMcp as POST } from "#server/api/operations/answer-mcp.ts";
