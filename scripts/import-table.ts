/** A room of the house, where it lies (a pattern), the rooms that it may import from beside itself, and what only as types. */
export type Room = { name: string; path: string; except?: string; may: readonly string[]; types?: string };

/** The import table of ARCHITECTURE.md. Anything that does not stand here is an error. */
export const importTable: readonly Room[] = [
  { name: "app", path: "^app/", except: "^app/api/(inngest|hooks|files)/", may: ["components", "server/api"] },
  { name: "app/api/inngest", path: "^app/api/inngest/", may: ["inngest"] },
  { name: "app/api/hooks", path: "^app/api/hooks/", may: ["server/api", "connectors", "domains", "kernel"] },
  { name: "app/api/files", path: "^app/api/files/", may: ["server/api", "connectors"] },
  { name: "components", path: "^components/", may: [], types: "^server/api/router\\.ts$" },
  {
    name: "server/api",
    path: "^server/api/",
    may: ["domains", "policy", "effects", "memory", "actions", "authoring", "kernel"],
  },
  {
    name: "inngest",
    path: "^inngest/",
    may: [
      "domains",
      "connectors",
      "effects",
      "memory",
      "models",
      "workflows",
      "reads",
      "agents",
      "policy",
      "commands",
      "kernel",
    ],
  },
  // where a definition meets every registry: it is checked, published and tried here
  {
    name: "authoring",
    path: "^server/authoring/",
    may: [
      "workflows",
      "agents",
      "actions",
      "reads",
      "effects",
      "memory",
      "models",
      "domains",
      "commands",
      "db",
      "kernel",
    ],
  },
  { name: "reads", path: "^server/reads/", may: ["domains", "workflows", "kernel"] },
  { name: "agents", path: "^server/agents/", may: ["models", "policy", "kernel"] },
  { name: "actions", path: "^server/actions/", may: ["domains", "connectors", "kernel"] },
  { name: "effects", path: "^server/effects/", may: ["actions", "policy", "domains", "commands", "kernel"] },
  // policy is pure: a domain may ask it, and never the other way round
  { name: "domains", path: "^server/domains/", may: ["policy", "workflows", "commands", "db", "kernel"] },
  { name: "memory", path: "^server/memory/", may: ["commands", "db", "kernel"] },
  { name: "models", path: "^server/models/", may: ["commands", "db", "kernel"] },
  { name: "workflows", path: "^server/workflows/", may: ["kernel"] },
  { name: "policy", path: "^server/policy/", may: ["kernel"] },
  { name: "connectors", path: "^server/connectors/", may: ["kernel"] },
  { name: "commands", path: "^server/commands/", may: ["db", "kernel"] },
  { name: "db", path: "^server/db/", may: ["kernel"] },
  { name: "kernel", path: "^server/kernel/", may: [] },
];

/** Shapes: files without behaviour, open to every room but the kernel. */
export const shapes = "/(schema|meta)\\.ts$";

/** Files whose types (never their values) are open to every room but the kernel and the policy. */
export const typesOnly =
  "/contract\\.ts$|^server/db/transaction\\.ts$|^server/commands/define-command\\.ts$|^server/memory/|^server/actions/";
