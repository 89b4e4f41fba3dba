"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { errorWords } from "#components/api/error-words.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useRenewal } from "#components/api/use-renewal.ts";
import { hrefs } from "#components/patterns/hrefs.ts";
import type { InputValues } from "#components/schedule/input-fields.tsx";
import { useChoices } from "#components/schedule/use-choices.ts";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toast-store.ts";
import type { InputField } from "#server/domains/schedule/schema.ts";
import { StartWorkflowForm } from "./start-workflow-form.tsx";

type StartWorkflowProps = { workflow: string; name: string; fields: InputField[]; size?: "small" | "regular" };

/** The button that starts a workflow by hand, for workflows with a trigger for it; asks for its input and opens the run. */
export function StartWorkflow({ workflow, name, fields, size = "regular" }: StartWorkflowProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size={size} onClick={() => setOpen(true)}>
        Start by hand
      </Button>
      {open ? <Asking workflow={workflow} name={name} fields={fields} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Names one press; crypto.randomUUID is not there on a page that came over plain HTTP from another machine. */
function newRequest(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 14)}`;
}

function Asking({ workflow, name, fields, onClose }: Omit<StartWorkflowProps, "size"> & { onClose: () => void }) {
  const trpc = useTRPC();
  const renew = useRenewal();
  const router = useRouter();
  const choices = useChoices(fields);
  const [values, setValues] = useState<InputValues>({});
  // one press of the button is one run, also when it is sent twice; another input is another press
  const [request, setRequest] = useState(newRequest);
  const start = useMutation(
    trpc.workflow.start.mutationOptions({
      onSuccess: ({ runId }) => {
        showToast({ key: "run", tone: "info", title: "Started", detail: "This is its run." });
        router.push(hrefs.run(runId));
      },
      onSettled: () => renew(["run"]),
    }),
  );
  const change = (next: InputValues) => {
    setValues(next);
    setRequest(newRequest());
  };
  return (
    <StartWorkflowForm
      name={name}
      fields={fields}
      choices={choices}
      values={values}
      error={start.error ? errorWords(start.error) : null}
      busy={start.isPending || start.isSuccess}
      onChange={change}
      onStart={() => start.mutate({ workflow, input: values, request })}
      onClose={onClose}
    />
  );
}
