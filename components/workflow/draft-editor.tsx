"use client";

import { useState } from "react";
import { Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { DefinitionText } from "./definition-text.tsx";
import { FlowGraph } from "./flow-graph.tsx";
import { withValueAt } from "./flow-steps.ts";
import { type Problem, ProblemList } from "./problem-list.tsx";
import { StepForm, WorkflowForm } from "./step-form.tsx";

type DraftEditorProps = {
  /** what is edited, as the page keeps it */
  value: Record<string, unknown>;
  changed: boolean;
  busy: "save" | "publish" | "discard" | "shadow" | null;
  problems: Problem[];
  onValue: (value: Record<string, unknown>) => void;
  onSave: () => void;
  onPublish: () => void;
  /** absent where there is no published version that it could run beside */
  onShadow?: () => void;
  onDiscard: () => void;
};

/** The step that a problem's place lies in: `steps[2].yes[0].input.to` lies in `steps[2].yes[0]`. */
function stepPlaceOf(field: string): string | null {
  const found = /^steps\[\d+\](?:\.(?:yes|no|onEvent|onTimeout|steps|branches\[\d+\]\.steps)\[\d+\])*/.exec(field);
  return found ? found[0] : null;
}

function parsed(text: string): { value: Record<string, unknown> } | { error: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return { value: value as Record<string, unknown> };
    return { error: "A definition is a JSON object" };
  } catch (error) {
    return { error: error instanceof Error ? error.message : "This is no JSON" };
  }
}

/** The draft: drawn with a form for the common things, or as JSON for the expert. */
export function DraftEditor(props: DraftEditorProps) {
  const { value, changed, busy, problems, onValue } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState<string | null>(null);
  const [textError, setTextError] = useState<string | null>(null);
  const problemAt = (field: string) => problems.find((problem) => problem.field === field)?.message ?? null;
  const edit = (field: string, next: unknown) => onValue(withValueAt(value, field, next));
  const expert = text !== null;
  const write = (next: string) => {
    setText(next);
    const read = parsed(next);
    if ("error" in read) return setTextError(read.error);
    setTextError(null);
    onValue(read.value);
  };
  const switchMode = () => {
    setText(expert ? null : JSON.stringify(value, null, 2));
    setTextError(null);
  };
  const choose = (field: string) => setChosen(chosen === field ? null : field);
  const wrong = problems.flatMap(({ field }) => stepPlaceOf(field) ?? []);
  return (
    <Section
      title="Draft"
      detail="Runs do not read it. Publish it, and runs that start from then on follow it."
      action={
        <Button size="small" look="quiet" onClick={switchMode} disabled={textError !== null}>
          {expert ? "Back to the form" : "Edit as JSON"}
        </Button>
      }
    >
      <ProblemList
        problems={problems}
        onOpen={({ field }) => {
          if (textError !== null) return;
          setText(null);
          setChosen(stepPlaceOf(field));
        }}
      />
      {expert ? (
        <DefinitionText text={text} error={textError} onText={write} />
      ) : (
        <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <FlowGraph definition={value} choosing={{ chosen, onChoose: choose, wrong }} />
          <div className="min-w-0">
            {chosen ? (
              <StepForm value={value} field={chosen} onEdit={edit} problemAt={problemAt} />
            ) : (
              <WorkflowForm value={value} onEdit={edit} problemAt={problemAt} />
            )}
          </div>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button busy={busy === "save"} disabled={!changed || textError !== null} onClick={props.onSave}>
          {changed ? "Save the draft" : "Saved"}
        </Button>
        <Button
          look="primary"
          busy={busy === "publish"}
          disabled={problems.length > 0 || textError !== null}
          onClick={props.onPublish}
        >
          Publish
        </Button>
        {props.onShadow ? (
          <Button
            busy={busy === "shadow"}
            disabled={problems.length > 0 || textError !== null}
            onClick={props.onShadow}
          >
            Try it in shadow
          </Button>
        ) : null}
        <Button look="caution" busy={busy === "discard"} onClick={props.onDiscard}>
          Discard the draft
        </Button>
      </div>
    </Section>
  );
}
