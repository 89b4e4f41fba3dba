"use client";

import { useState } from "react";
import { TextArea } from "#components/ui/field.tsx";
import type { ProposalCard } from "#server/domains/proposal/schema.ts";
import { AnswerForm } from "./answer-form.tsx";

type RespondFormProps = {
  proposal: ProposalCard;
  busy: boolean;
  onRespond: (guidance: string) => void;
  onCancel: () => void;
};

/** What can be followed without a model, one tap each; they add up. */
function suggestions(proposal: ProposalCard): string[] {
  if (proposal.preview.kind === "mail") {
    return ["Shorter", "More formal", "Warmer", "Do not offer a call"];
  }
  return proposal.fields.some((field) => field.kind === "date")
    ? ["Due tomorrow", "Due on Friday", "Due next week"]
    : [];
}

/** Sends the proposal back: the agent makes it anew, and nothing happens meanwhile. */
export function RespondForm({ proposal, busy, onRespond, onCancel }: RespondFormProps) {
  const [guidance, setGuidance] = useState("");
  const add = (text: string) =>
    setGuidance((before) => (before.trim() ? `${before.trim().replace(/[.,;]$/, "")}; ${text}` : text));
  return (
    <AnswerForm
      label="Respond"
      question="What should be different?"
      means="Nothing happens: it goes back to its agent, and a new version comes to you. What cannot be followed is said there."
      choices={suggestions(proposal)}
      onChoose={add}
      words={guidance}
      send={{ label: "Send back", look: "primary" }}
      busy={busy}
      onSend={onRespond}
      onCancel={onCancel}
    >
      <TextArea
        label="Guidance"
        name="guidance"
        rows={2}
        value={guidance}
        maxLength={2000}
        onChange={(event) => setGuidance(event.target.value)}
      />
    </AnswerForm>
  );
}
