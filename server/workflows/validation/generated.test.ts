import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ask, draft, fork, loop, note, problemsOf, type Steps, task } from "../test-definitions.ts";

describe("a definition that is put together from valid parts", () => {
  type Draw = { kind: number; kids: Draw[] };
  const tree: fc.Memo<Draw> = fc.memo((depth) =>
    fc.record({
      kind: fc.nat({ max: 9 }),
      kids: depth > 1 ? fc.array(tree(depth - 1), { maxLength: 3 }) : fc.constant([]),
    }),
  );

  function build(draws: readonly Draw[], seen: string[], looped: boolean, next: { id: number }): Steps {
    const before = [...seen];
    const steps = draws.map((draw) => {
      next.id += 1;
      const id = `s${next.id}`;
      const known = before.map((step) => `{{steps['${step}']}}`).join(" ");
      const text = `${looped ? "{{item}} {{index}} " : ""}${known.slice(0, 800).replace(/\{\{[^}]*$/, "")}x`;
      const held = (loop: boolean) => [
        note(`${id}-n`, loop ? "{{item}}" : "x"),
        ...build(draw.kids, before, loop, next),
      ];
      const step = [
        () => note(id, text),
        () => ({ ...draft(), id, when: before[0] ? `steps['${before[0]}'] != null` : undefined }),
        () => ({ ...task, id }),
        () => ({ id, title: "W", kind: "wait" as const, for: "3d" }),
        () => ({ ...ask(), id, otherwise: "no" }),
        () => ({
          ...fork(
            held(looped),
            held(looped)
              .map((inner) => ({ ...inner, id: `${inner.id}-no` }))
              .slice(0, 1),
          ),
          id,
        }),
        () => ({ ...loop({ steps: held(true) }), id }),
        () => ({
          id,
          title: "P",
          kind: "parallel" as const,
          branches: [
            { id: "left", title: "L", steps: held(looped) },
            { id: "right", title: "R", steps: [note(`${id}-r`)] },
          ],
        }),
        () => ({
          id,
          title: "F",
          kind: "wait-for" as const,
          event: "invoice.settled",
          about: "invoice:{{event.id}}",
          timeout: "7d",
          onTimeout: held(looped),
        }),
        () => ({
          id,
          title: "S",
          kind: "sub-workflow" as const,
          workflow: "leaf",
          input: { note: "{{contact.name}}" },
        }),
      ][draw.kind]?.();
      before.push(id);
      return step ?? note(id);
    });
    return steps as Steps;
  }

  test("is valid", () => {
    fc.assert(
      fc.property(fc.array(tree(4), { minLength: 1, maxLength: 4 }), (draws) => {
        expect(problemsOf(build(draws, [], false, { id: 0 }))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
