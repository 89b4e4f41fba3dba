import { closeSync, fdatasync, fdatasyncSync, fsyncSync, openSync } from "node:fs";
import type { PGlite, postgresMod } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/** What a start may trade: `fsync` keeps every acknowledged commit through a power cut; `none` is for throw-away test data. */
export type Durability = "fsync" | "none";

type Stream = { nfd?: number; path: string; node: object };
type StreamWrite = (stream: Stream, ...rest: unknown[]) => number;
type NodeOperation = (...parameters: unknown[]) => unknown;
/** The part of Emscripten's NODEFS that is changed here; its types are not published. */
type NodeFileSystem = {
  realPath(node: object): string;
  stream_ops: { fsync?: (stream: Stream) => number; write: StreamWrite };
  node_ops: Record<"unlink" | "rename" | "setattr" | "rmdir", NodeOperation>;
};

type Instantiate = (
  imports: WebAssembly.Imports,
  success: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
) => WebAssembly.Exports;

/** What a long statement comes by: the clock, sleeping, reading and writing files. */
const systemCalls = [
  "emscripten_get_now",
  "emscripten_date_now",
  "clock_time_get",
  "__syscall_poll",
  "fd_pread",
  "fd_pwrite",
  "fd_read",
];

const logSegment = /\/pg_wal\/[0-9A-F]{24}$/;
const logOrTemporary = /\/pg_wal\/|\/pgsql_tmp\//;

/** A disk that refuses a sync or is full under the log: what was acknowledged can no longer be kept, so the owner ends. */
function endOwner(reason: string, error: unknown): never {
  process.stderr.write(`embedded postgres: ${reason}: ${String(error)}\n`);
  process.exit(70);
}

/**
 * PGlite's folder on disk with the fsync that its NODEFS lacks.
 *
 * The write-ahead log is synced off the engine's thread: the engine's own sync of a log segment only marks it, and
 * `syncLog` makes it real while the engine works on. The log must still reach the disk before the pages it describes, so
 * everything that changes a file outside the log first waits for the log (`barrier`).
 */
export class DurableFiles extends NodeFS {
  readonly #durability: Durability;
  #segment: { path: string; descriptor: number } | undefined;
  #marked = false;
  #running = 0;
  #exports: WebAssembly.Exports = {};

  readonly #onCall: () => void;

  /** @param options.onCall called each time the engine asks the system for something */
  constructor(options: { folder: string; durability: Durability; onCall(): void }) {
    super(options.folder);
    this.#durability = options.durability;
    this.#onCall = options.onCall;
  }

  override async init(
    engine: PGlite,
    options: Partial<postgresMod.PostgresMod>,
  ): Promise<{ emscriptenOpts: Partial<postgresMod.PostgresMod> }> {
    const result = await super.init(engine, options);
    const preRun = result.emscriptenOpts.preRun ?? [];
    preRun.push((module) => this.#install(module.FS.filesystems.NODEFS as unknown as NodeFileSystem));
    const instantiate = result.emscriptenOpts.instantiateWasm as Instantiate | undefined;
    if (!instantiate) throw new Error("PGlite no longer instantiates its module itself");
    const instantiateWasm: Instantiate = (imports, success) => {
      for (const group of Object.values(imports)) for (const name of systemCalls) this.#observe(group, name);
      return instantiate(imports, (instance, module) => {
        this.#exports = instance.exports;
        success(instance, module);
      });
    };
    return { emscriptenOpts: { ...result.emscriptenOpts, preRun, instantiateWasm } };
  }

  #observe(group: WebAssembly.ModuleImports, name: string): void {
    const call = group[name];
    if (typeof call !== "function") return;
    const observed = (...parameters: unknown[]): unknown => {
      this.#onCall();
      return call(...parameters);
    };
    // Emscripten keeps the signature as a property of the function
    group[name] = Object.assign(observed, call);
  }

  /** What the engine's WebAssembly module exports; empty before it runs. */
  get exports(): WebAssembly.Exports {
    return this.#exports;
  }

  /** Makes everything that the engine has written to its log so far safe. */
  async syncLog(): Promise<void> {
    const segment = this.#segment;
    if (!segment || !this.#marked) return;
    this.#marked = false;
    this.#running++;
    await new Promise<void>((done) => {
      fdatasync(segment.descriptor, (error) => {
        if (error) endOwner("the log could not be synced", error);
        this.#running--;
        if (segment !== this.#segment && this.#running === 0) closeSync(segment.descriptor);
        done();
      });
    });
  }

  #install(files: NodeFileSystem): void {
    if (this.#durability === "none") {
      files.stream_ops.fsync = () => 0;
      return;
    }
    files.stream_ops.fsync = (stream) => this.#sync(files, stream);
    const write = files.stream_ops.write;
    files.stream_ops.write = (stream, ...rest) => {
      if (!logOrTemporary.test(stream.path)) {
        this.#barrier();
        return write(stream, ...rest);
      }
      try {
        return write(stream, ...rest);
      } catch (error) {
        // the engine spins for ever on a log that it cannot write
        if (logSegment.test(stream.path)) endOwner("the log could not be written (is the disk full?)", error);
        throw error;
      }
    };
    for (const name of ["unlink", "rename", "setattr", "rmdir"] as const) {
      const operation = files.node_ops[name];
      files.node_ops[name] = (...parameters) => {
        this.#barrier();
        return operation(...parameters);
      };
    }
  }

  #barrier(): void {
    if (!this.#segment || !(this.#marked || this.#running > 0)) return;
    try {
      fdatasyncSync(this.#segment.descriptor);
    } catch (error) {
      endOwner("the log could not be synced", error);
    }
    this.#marked = false;
  }

  #sync(files: NodeFileSystem, stream: Stream): number {
    try {
      if (logSegment.test(stream.path)) {
        this.#mark(files, stream);
        return 0;
      }
      this.#barrier();
      if (stream.nfd !== undefined) fsyncSync(stream.nfd);
      else syncFolder(files.realPath(stream.node));
      return 0;
    } catch (error) {
      return endOwner(`${stream.path} could not be synced`, error);
    }
  }

  #mark(files: NodeFileSystem, stream: Stream): void {
    if (this.#segment?.path !== stream.path) {
      this.#barrier();
      if (this.#segment && this.#running === 0) closeSync(this.#segment.descriptor);
      this.#segment = { path: stream.path, descriptor: openSync(files.realPath(stream.node), "r+") };
    }
    this.#marked = true;
  }
}

function syncFolder(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } catch (error) {
    // some systems cannot sync a folder and need not
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "EINVAL" && code !== "EPERM" && code !== "EISDIR") throw error;
  } finally {
    closeSync(descriptor);
  }
}
