import type { Engine } from "./engine.ts";

/** Settings that a client's session has changed, by name. */
export type SessionSettings = Map<string, string>;

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const identifier = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Time in milliseconds of a setting such as `7s`; undefined when it is off. */
export function milliseconds(value: string | undefined): number | undefined {
  const [, amount, unit = "ms"] = /^(\d+)\s*(ms|s|min|h)?$/.exec(value ?? "") ?? [];
  const factor = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 }[unit] ?? 1;
  return Number(amount) > 0 ? Number(amount) * factor : undefined;
}

/** The same settings are one object, so that clients of one pool need no switch between them. */
function createInterning() {
  const known = new Map<string, SessionSettings>();
  return (settings: SessionSettings): SessionSettings | undefined => {
    if (settings.size === 0) return undefined;
    const key = JSON.stringify([...settings].sort());
    const same = known.get(key);
    if (same) return same;
    if (known.size >= 200) known.clear();
    known.set(key, settings);
    return settings;
  };
}

/**
 * Gives the one engine the session of whichever client has its turn: user and settings. What a client set is read back
 * after it may have changed, and set again when its turn comes.
 */
export function createSessionSwitch(engine: Engine) {
  const owner = engine.sessionUser();
  const users = new Map<string, number>([["postgres", owner]]);
  let user = "postgres";
  let applied: SessionSettings | undefined;
  const intern = createInterning();

  const become = (name: string): void => {
    if (user === name) return;
    engine.query(`set session authorization ${identifier(name)}`);
    user = name;
    // a role that was dropped and made again has another number
    users.set(name, engine.sessionUser());
  };

  return {
    /** Whether a role of this name exists; asks the engine only for names that are new. */
    knows(name: string): boolean {
      if (users.has(name)) return true;
      become("postgres");
      const [row] = engine.query(`select oid from pg_catalog.pg_roles where rolname = ${literal(name)}`);
      if (!row?.[0]) return false;
      users.set(name, Number(row[0]));
      return true;
    },
    intern,
    isKnown: (name: string): boolean => users.has(name),

    /** Makes the engine's session this client's. Throws when the user is gone or a setting is no longer allowed. */
    enter(client: { user: string; settings: SessionSettings | undefined }): void {
      const foreign = applied !== client.settings;
      if (foreign && applied !== undefined) {
        become("postgres");
        engine.query("reset role");
        engine.query("reset all");
        applied = undefined;
      }
      become(client.user);
      if (!foreign || !client.settings) return;
      applied = client.settings;
      for (const [name, value] of client.settings) {
        engine.query(`select pg_catalog.set_config(${literal(name)}, ${literal(value)}, false)`);
      }
    },

    /** Reads back what the current client's session has set; `custom` are names that the catalogue does not list. */
    capture(custom: ReadonlySet<string>): SessionSettings | undefined {
      const settings: SessionSettings = new Map();
      const rows = engine.query(
        "select name, pg_catalog.current_setting(name) from pg_catalog.pg_settings where source = 'session' and name <> 'role'",
      );
      for (const [name, value] of rows) if (name && value !== null && value !== undefined) settings.set(name, value);
      for (const name of custom) {
        const value = engine.query(`select pg_catalog.current_setting(${literal(name)}, true)`)[0]?.[0];
        if (value) settings.set(name, value);
      }
      const role = engine.query("select pg_catalog.current_setting('role')")[0]?.[0];
      if (role && role !== "none") settings.set("role", role);
      applied = intern(settings);
      return applied;
    },

    /** The client that the engine's session belonged to is gone. */
    abandon(): void {
      if (applied === undefined) applied = new Map();
    },

    /** False when the session has become another user's by a way that the gate did not see. */
    isStill(name: string): boolean {
      return engine.sessionUser() === users.get(name);
    },
    /** Takes the session back after `isStill` was false. */
    restore(): void {
      engine.query("set session authorization postgres");
      user = "postgres";
      applied = new Map();
    },
  };
}

export type SessionSwitch = ReturnType<typeof createSessionSwitch>;
