import { expect, it } from "vitest";
import { readEnvironment } from "./env.ts";

const SUPABASE_URL = "https://project.example.com";
const SUPABASE_SERVICE_ROLE_KEY = "a service key";

it.each([
  [{ SUPABASE_URL }, "SUPABASE_SERVICE_ROLE_KEY: must be set too, because SUPABASE_URL is set"],
  [{ SUPABASE_SERVICE_ROLE_KEY }, "SUPABASE_URL: must be set too, because SUPABASE_SERVICE_ROLE_KEY is set"],
  [{ SUPABASE_URL, SUPABASE_SERVICE_ROLE_KEY: "  " }, "SUPABASE_SERVICE_ROLE_KEY: must be set too"],
])("names the missing one of a pair: %j", (source, problem) => {
  const result = readEnvironment(source);
  expect(result.ok ? [] : result.problems).toEqual([expect.stringContaining(problem)]);
});

it.each([{}, { SUPABASE_URL, SUPABASE_SERVICE_ROLE_KEY }])("takes both or neither: %j", (source) => {
  expect(readEnvironment(source).ok).toBe(true);
});
