import { type CommandOutput } from "../../src/base/command-line";
import { Progress } from "../../src/base/command-line/progress";

/** The output of a command whose clock advances only inside its work, as in a process that its work blocks. */
export class SlowWork {
  shown = "";
  private time = 0;
  readonly output: CommandOutput;

  constructor() {
    const progress = new Progress({ write: (text) => (this.shown += text), now: () => this.time });
    this.output = {
      out: () => undefined,
      err: () => undefined,
      step: (what, blocks) => progress.step(what, blocks),
      tick: () => progress.tick(),
      idle: () => progress.idle(),
    };
  }

  /** Work that takes a time. */
  takes(milliseconds: number): void {
    this.time += milliseconds;
  }
}
