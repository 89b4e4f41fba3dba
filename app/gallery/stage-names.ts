export const stageNames = [
  "approvals",
  "approvals-edit",
  "approvals-reject",
  "approvals-error",
  "approvals-money",
] as const;
