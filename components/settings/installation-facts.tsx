import { Facts } from "#components/ui/facts.tsx";
import type { WorkspaceSettings } from "#server/domains/workspace/schema.ts";

/** What this installation can do, as its environment says. */
export function InstallationFacts({ settings }: { settings: WorkspaceSettings }) {
  return (
    <Facts
      facts={[
        {
          label: "Mail",
          value:
            settings.mail.mode === "smtp"
              ? `Sent through ${settings.mail.host ?? "SMTP"}`
              : "Kept here: no mail server is configured. Messages are listed under Records and can be opened as .eml.",
        },
        {
          label: "Database",
          value: settings.database === "embedded" ? "Embedded Postgres, in the data folder" : "Your own Postgres",
        },
        {
          label: "Runner",
          value: settings.runner === "embedded" ? "Embedded, inside this process" : "Inngest",
        },
        {
          label: "Model",
          value: settings.model.configured
            ? (settings.model.name ?? "configured")
            : "None. Agents work with rules, learnt classifiers and templates.",
        },
      ]}
    />
  );
}
