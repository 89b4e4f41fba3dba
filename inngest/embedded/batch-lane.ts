/** A lane takes one input at a time and runs them in groups. */
export type BatchLane<Input, Output> = {
  /** Hands in one input; settles when the group that carried it has been run. */
  push: (input: Input) => Promise<Output>;
  /** Settles when nothing is queued or running. */
  idle: () => Promise<void>;
};

type Waiting<Input, Output> = { input: Input; resolve: (output: Output) => void; reject: (error: unknown) => void };

/**
 * Natural group commit: one group runs at a time, and everything that arrived meanwhile is the next group. A group that
 * fails is run again input by input, so that one bad input fails alone. `run` must therefore be all or nothing, and its
 * outputs are in the order of its inputs.
 */
export function batchLane<Input, Output>(options: {
  maximum: number;
  run: (inputs: Input[]) => Promise<Output[]>;
}): BatchLane<Input, Output> {
  let waiting: Waiting<Input, Output>[] = [];
  let running: Promise<void> | undefined;

  async function runGroup(group: Waiting<Input, Output>[]): Promise<void> {
    try {
      const outputs = await options.run(group.map((entry) => entry.input));
      group.forEach((entry, index) => {
        entry.resolve(outputs[index] as Output);
      });
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else for (const entry of group) await runGroup([entry]);
    }
  }

  async function drain(): Promise<void> {
    // one turn of the event loop, so that inputs of the same moment share the first group
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const group = waiting.slice(0, options.maximum);
      waiting = waiting.slice(options.maximum);
      await runGroup(group);
    }
    running = undefined;
  }

  return {
    push: (input) =>
      new Promise<Output>((resolve, reject) => {
        waiting.push({ input, resolve, reject });
        running ??= drain();
      }),
    idle: async () => {
      while (running) await running;
    },
  };
}
