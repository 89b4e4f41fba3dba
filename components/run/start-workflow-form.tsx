import type { FormEvent } from "react";
import { type Choices, InputFields, type InputValues } from "#components/schedule/input-fields.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { InputField } from "#server/domains/schedule/schema.ts";

type StartWorkflowFormProps = {
  name: string;
  fields: InputField[];
  choices: Choices;
  values: InputValues;
  error: string | null;
  busy: boolean;
  onChange: (values: InputValues) => void;
  onStart: () => void;
  onClose: () => void;
};

/** Asks for what a workflow needs, and starts it. */
export function StartWorkflowForm(props: StartWorkflowFormProps) {
  const { name, fields, choices, values, error, busy, onChange, onStart, onClose } = props;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!busy) onStart();
  };
  return (
    <Dialog title={`Start “${name}”`} open onClose={onClose}>
      <form onSubmit={submit} className="grid grid-cols-1 gap-3 overflow-y-auto px-5 pb-5">
        {fields.length === 0 ? <p>It needs nothing but your word.</p> : null}
        <InputFields fields={fields} choices={choices} values={values} onChange={onChange} />
        {error ? (
          <p role="alert" className="text-bad">
            {error}
          </p>
        ) : null}
        <div className="flex flex-wrap gap-2 pt-1">
          <Button type="submit" look="primary" wide="phone" busy={busy}>
            Start
          </Button>
          <Button wide="phone" onClick={onClose}>
            Leave it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
