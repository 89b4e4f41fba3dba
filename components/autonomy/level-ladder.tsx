import type { AutonomyLevel } from "#server/domains/autonomy/schema.ts";
import { levels, levelWords } from "./autonomy-words.ts";

/** How far up the ladder a level stands: filled rungs, and its name. */
export function LevelLadder({ level }: { level: AutonomyLevel }) {
  const at = levels.indexOf(level);
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden className="flex items-end gap-0.5">
        {levels.map((rung, index) => (
          <span
            key={rung}
            style={{ height: `${6 + index * 3}px` }}
            className={`w-2 rounded-sm ${index <= at ? "bg-accent" : "bg-edge"}`}
          />
        ))}
      </span>
      <span className="min-w-14 text-small font-medium">{levelWords[level].label}</span>
    </span>
  );
}
