import type { Definition } from "./schema.ts";
import { definitionSchema } from "./schema.ts";
import { expressionProblems } from "./validation/expression-problems.ts";
import { mend } from "./validation/mend.ts";
import { nameProblems } from "./validation/name-problems.ts";
import type { Problem } from "./validation/problem.ts";
import { shapeProblems } from "./validation/shape-problems.ts";
import { structureProblems } from "./validation/structure-problems.ts";
import type { Vocabulary } from "./validation/vocabulary.ts";

export type { Problem } from "./validation/problem.ts";
export type { Vocabulary } from "./validation/vocabulary.ts";

/** A definition that can be published, or all that is wrong with it. */
export type Validated = { definition: Definition; problems: [] } | { definition: null; problems: Problem[] };

/** Everything that is wrong with a definition at once: its shape, its expressions, the names in it, how it is put together. */
export function validateDefinition(raw: unknown, vocabulary: Vocabulary): Validated {
  const shape = shapeProblems(raw);
  const { definition, lost } = mend(raw);
  const problems = [
    ...shape,
    ...structureProblems(definition, vocabulary),
    ...nameProblems(definition, lost, vocabulary),
    ...expressionProblems(definition, lost),
  ];
  if (problems.length > 0) return { definition: null, problems };
  return { definition: definitionSchema.parse(raw), problems: [] };
}
