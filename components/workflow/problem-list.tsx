"use client";

import { Notice } from "#components/patterns/notice.tsx";

export type Problem = { step: string | null; field: string; message: string };

/** What is wrong with a draft, each a way to its place. */
export function ProblemList({ problems, onOpen }: { problems: Problem[]; onOpen: (problem: Problem) => void }) {
  if (problems.length === 0) return null;
  const title = problems.length === 1 ? "One thing is wrong" : `${problems.length} things are wrong`;
  return (
    <Notice tone="warn" title={`${title}; the draft cannot be published yet`}>
      <ul className="grid gap-1">
        {problems.slice(0, 50).map((problem) => (
          <li key={`${problem.field} ${problem.message}`}>
            <button
              type="button"
              onClick={() => onOpen(problem)}
              className="min-h-6 text-left underline decoration-edge underline-offset-2 hover:decoration-ink max-md:min-h-11"
            >
              <span className="font-medium text-ink">{problem.step ?? "The workflow"}</span>
              {problem.field ? <span className="font-mono text-caption"> {problem.field}</span> : null}
              <span className="break-words"> {problem.message}</span>
            </button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
