import { Progress } from "../../../src/base/command-line/progress";

/** A progress line, and a clock that a test moves. */
class Shown {
  text = "";
  private time = 5_000;
  readonly progress: Progress;

  constructor(isTerminal: boolean) {
    this.progress = new Progress({
      write: (text) => (this.text += text),
      isTerminal,
      now: () => this.time,
    });
  }

  after(milliseconds: number): this {
    this.time += milliseconds;
    return this;
  }
}

const CLEAR = "\r\x1b[K";

describe.each([
  ["a terminal", true],
  ["a log", false],
])("on %s", (_place, isTerminal) => {
  test("work of less than two seconds shows nothing", () => {
    const shown = new Shown(isTerminal);
    shown.progress.step("a");
    shown.after(1_999).progress.step("b");
    shown.progress.clear();
    expect(shown.text).toBe("");
  });

  test("after two seconds the current step is shown with the elapsed time, also in its middle", () => {
    const shown = new Shown(isTerminal);
    shown.progress.step("checking mlapp");
    shown.after(2_000).progress.tick();
    expect(shown.text).toContain("checking mlapp (2s)");
  });

  test("a step that blocks the process is shown at once", () => {
    const shown = new Shown(isTerminal);
    shown.progress.step("synthesizing main", "blocks");
    expect(shown.text).toContain("synthesizing main");
  });

  test("nothing is shown while a question or another program uses the terminal", () => {
    const shown = new Shown(isTerminal);
    shown.progress.step("a");
    shown.progress.idle();
    shown.after(60_000).progress.tick();
    expect(shown.text).toBe("");
  });
});

test("a terminal has one line, which is cleared before each text", () => {
  const shown = new Shown(true);
  shown.after(3_000).progress.step("a");
  shown.after(1_000).progress.tick();
  shown.progress.clear();
  shown.progress.clear();
  expect(shown.text).toBe(`${CLEAR}a (3s)…${CLEAR}a (4s)…${CLEAR}`);
});

test("the start of a process before its first step counts", () => {
  let text = "";
  const progress = new Progress({ write: (each) => (text += each), now: () => 8_000, begin: 5_500 });
  progress.step("a");
  expect(text).toBe("a (2s)\n");
});

test("work that ticks often changes the line of a terminal once a second, and the next step at once", () => {
  const shown = new Shown(true);
  shown.after(2_000).progress.step("a");
  for (let tick = 0; tick < 30; tick += 1) shown.after(100).progress.tick();
  shown.progress.step("b");
  expect(shown.text.split(CLEAR).slice(1)).toEqual(["a (2s)…", "a (2s)…", "a (3s)…", "a (4s)…", "b (5s)…"]);
});

test("a log gets at most one line in ten seconds, without control characters", () => {
  const shown = new Shown(false);
  for (let second = 0; second < 30; second += 1) shown.after(1_000).progress.step(`step ${second}`);
  expect(shown.text).toBe("step 1 (2s)\nstep 11 (12s)\nstep 21 (22s)\n");
});
