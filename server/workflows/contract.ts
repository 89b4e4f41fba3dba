/** A built-in workflow's declaration: what the Workflows page draws and the router matches. */
export type Workflow = {
  /** kebab-case, also the runner's function id */
  id: string;
  version: number;
  name: string;
  purpose: string;
  /** which normalised events start it */
  trigger: {
    /** in the operator's words */
    label: string;
    types: readonly string[];
    /** intake's intents; empty means any */
    intents: readonly string[];
  };
  steps: readonly { id: string; title: string; kind: "agent" | "ask" | "action" | "wait"; agent: string | null }[];
};
