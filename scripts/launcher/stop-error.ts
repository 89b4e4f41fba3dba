/** Ends the start with one sentence for the operator and an exit code: 2 wrong setting, 3 port taken, 4 data folder taken. */
export class StopError extends Error {
  readonly exitCode: number;

  constructor(sentence: string, exitCode = 1) {
    super(sentence);
    this.name = "StopError";
    this.exitCode = exitCode;
  }
}
