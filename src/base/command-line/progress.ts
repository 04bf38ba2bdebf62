/** Time and destination of a progress line. */
export interface ProgressProps {
  readonly write: (text: string) => void;
  /** Whether one line is written over again. @default - plain lines, for logs */
  readonly isTerminal?: boolean;
  /** Milliseconds. */
  readonly now: () => number;
  /** Begin of the command, in the milliseconds of `now`. @default - now */
  readonly begin?: number;
}

/** Work that is shorter shows nothing. */
const QUIET_MS = 2_000;

/** Interval of lines in a log, which shows that a command still works without filling up. */
const LOG_MS = 10_000;

/** Interval at which a terminal shows the elapsed time. */
export const TICK_MS = 1_000;

const CLEAR_LINE = "\r\x1b[K";

/** Shows the current step of a command on standard error, once the command has taken more than two seconds. */
export class Progress {
  private readonly begin: number;
  private current: string | undefined;
  private lastLine: number | undefined;
  private lastTick: number | undefined;
  private isShown = false;

  constructor(private readonly props: ProgressProps) {
    this.begin = props.begin ?? props.now();
  }

  /** Begins a step. One that `blocks` leaves no moment to show it later, so it is shown at once. */
  step(what: string, blocks?: "blocks"): void {
    this.current = what;
    this.show(blocks !== undefined);
  }

  /** Shows the current step again with the elapsed time, at most once a second: work calls it at any rate. */
  tick(): void {
    const now = this.props.now();
    if (this.isShown && this.lastTick !== undefined && now - this.lastTick < TICK_MS) return;
    this.lastTick = now;
    this.show(false);
  }

  /** Shows nothing until the next step: a question or another program uses the terminal. */
  idle(): void {
    this.clear();
    this.current = undefined;
  }

  /** Makes room for a text. */
  clear(): void {
    if (this.isShown) this.props.write(CLEAR_LINE);
    this.isShown = false;
  }

  private show(atOnce: boolean): void {
    const now = this.props.now();
    const elapsed = now - this.begin;
    if (this.current === undefined || (!atOnce && elapsed < QUIET_MS)) return;
    const seconds = elapsed < QUIET_MS ? "" : ` (${Math.floor(elapsed / 1000)}s)`;
    if (this.props.isTerminal) {
      this.props.write(`${CLEAR_LINE}${this.current}${seconds}…`);
      this.isShown = true;
      return;
    }
    if (!atOnce && this.lastLine !== undefined && now - this.lastLine < LOG_MS) return;
    this.lastLine = now;
    this.props.write(`${this.current}${seconds}\n`);
  }
}
