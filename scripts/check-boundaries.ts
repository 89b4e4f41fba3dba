import { existsSync } from "node:fs";
import { cruise, type IForbiddenRuleType } from "dependency-cruiser";
import { importTable, type Room, shapes, typesOnly } from "./import-table.ts";

const ours = "^(app|components|inngest|server|prisma|scripts|bench|e2e)/";
const tests = "\\.test\\.tsx?$|(^|/)test-[^/]+\\.tsx?$|-for-tests\\.tsx?$|^inngest/contract/";

function pathOf(name: string): string {
  const room = importTable.find((entry) => entry.name === name);
  if (!room) throw new Error(`The import table names an unknown room: ${name}`);
  return room.path;
}

/** A room's row of the table as two rules: one for values, one for types. */
function rulesOf(room: Room): IForbiddenRuleType[] {
  const allowed = [room.path, ...room.may.map(pathOf)];
  const shared = room.name === "kernel" ? [] : [shapes];
  const openTypes = ["kernel", "policy"].includes(room.name) ? [] : [typesOnly, ...(room.types ? [room.types] : [])];
  const from = { path: room.path, pathNot: [tests, ...(room.except ? [room.except] : [])] };
  return [
    {
      name: `${room.name} imports`,
      severity: "error",
      from,
      to: { path: ours, pathNot: [...allowed, ...shared], dependencyTypesNot: ["type-only"] },
    },
    {
      name: `${room.name} imports types`,
      severity: "error",
      from,
      to: { path: ours, pathNot: [...allowed, ...shared, ...openTypes], dependencyTypes: ["type-only"] },
    },
  ];
}

const furtherRules: IForbiddenRuleType[] = [
  {
    name: "no circle",
    severity: "error",
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  },
  {
    name: "a domain is entered through its index",
    severity: "error",
    from: { path: "^server/domains/([^/]+)/", pathNot: [tests] },
    to: { path: "^server/domains/", pathNot: ["^server/domains/$1/", "/index\\.ts$", shapes] },
  },
  {
    name: "the database client stays in the database's room",
    severity: "error",
    from: { path: "^(app|components|inngest/functions|server)/", pathNot: ["^server/db/", tests] },
    to: {
      path: "(^|/)node_modules/(pg|@prisma|@electric-sql)/|^server/db/generated/",
      dependencyTypesNot: ["type-only"],
    },
  },
  {
    name: "the policy is pure",
    severity: "error",
    from: { path: "^server/policy/", pathNot: [tests] },
    to: { dependencyTypes: ["core", "npm"], pathNot: ["(^|/)node_modules/zod/"] },
  },
  {
    name: "the product needs no test, script or benchmark",
    severity: "error",
    from: { path: "^(app|components|inngest|server)/", pathNot: [tests] },
    to: { path: ["^(scripts|bench|e2e)/", tests] },
  },
  {
    // decision 12: what leaves without the ledger goes to the operator's own address and devices
    name: "mail and push messages leave by an action, or as a notice to the operator",
    severity: "error",
    from: {
      path: "^(app|components|inngest|server)/",
      pathNot: ["^server/actions/mail-send\\.ts$", "^inngest/steps/tell-operator\\.ts$", "^server/connectors/", tests],
    },
    to: { path: "^server/connectors/(smtp|push)/", dependencyTypesNot: ["type-only"] },
  },
  {
    name: "every import resolves",
    severity: "error",
    from: { path: ours },
    to: { couldNotResolve: true, pathNot: "\\.css$|^(next|cloudflare:)" },
  },
];

/** Which imports break the table, one line each. */
export async function checkBoundaries(root = process.cwd()): Promise<string[]> {
  const options = {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: [...importTable.flatMap(rulesOf), ...furtherRules] },
    parser: "swc" as const,
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules|^server/db/generated/" },
    exclude: { path: "^server/db/generated/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  };
  const rooms = ["app", "components", "inngest", "server", "scripts", "bench", "e2e", "prisma"];
  const { output } = await cruise(
    rooms.filter((room) => existsSync(`${root}/${room}`)),
    options,
  );
  if (typeof output === "string") throw new Error(output);
  return output.summary.violations.map(({ rule, from, to }) => `${from} → ${to}: ${rule.name}`);
}

if (import.meta.main) for (const line of await checkBoundaries()) console.log(line);
