"use client";

import { useState } from "react";
import { TextField } from "#components/ui/field.tsx";
import type { ProposalCard } from "#server/domains/proposal/schema.ts";
import { AnswerForm } from "./answer-form.tsx";

type RejectFormProps = {
  proposal: ProposalCard;
  busy: boolean;
  onReject: (reason: string) => void;
  onCancel: () => void;
};

/** Common reasons to reject, one tap each: what the next proposal learns from. */
function rejectReasons(proposal: ProposalCard): string[] {
  if (proposal.preview.kind === "mail") {
    return ["Wrong tone", "Facts are wrong", "I will answer myself", "Not needed"];
  }
  if (proposal.preview.kind === "money") {
    return ["Wrong amount", "Not agreed with the customer", "Already settled", "Not needed"];
  }
  return ["Facts are wrong", "Duplicate", "Not needed"];
}

/** One tap for a common reason; a sentence where none fits. */
export function RejectForm({ proposal, busy, onReject, onCancel }: RejectFormProps) {
  const [reason, setReason] = useState("");
  return (
    <AnswerForm
      label="Reject"
      question="Why not?"
      means="Nothing happens, and the reason is kept for the next proposal."
      choices={rejectReasons(proposal)}
      onChoose={onReject}
      words={reason}
      send={{ label: "Reject", look: "danger" }}
      busy={busy}
      onSend={onReject}
      onCancel={onCancel}
    >
      <TextField
        label="Or in your words"
        name="reason"
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
    </AnswerForm>
  );
}
