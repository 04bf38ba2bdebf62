import { type CodeMutant } from "./mutants";
import { type TrialResult } from "./trial";

/** Effect of one change of code. */
export interface CodeResult {
  readonly mutant: CodeMutant;
  /** The test that fails, or the file that does not end. @default - every test passes */
  readonly noticedBy?: string;
  /** Number of test files that pass. */
  readonly passed: number;
  /** The test files that reach the changed file, the nearest first. */
  readonly reaching: readonly string[];
}

export interface TriesRequest {
  /** The test files that reach a file, the nearest first. */
  readonly reaching: (file: string) => readonly string[];
  /** Largest number of test files for a change. */
  readonly testsEach: number;
  /** Receives a test file that fails without a change. It judges no change. */
  readonly leftOut: (test: string) => void;
}

/** A place in which tests run with a change, or without one. One trial at a time. */
export interface TrialPlace {
  readonly run: (tests: readonly string[], mutant?: CodeMutant) => Promise<TrialResult>;
}

/** Tries changes. A test that fails counts if it passes without the change. */
export class Tries {
  /** Whether a test file passes without a change. */
  private readonly passes = new Map<string, boolean>();

  constructor(private readonly request: TriesRequest) {}

  async resultOf(mutant: CodeMutant, place: TrialPlace): Promise<CodeResult> {
    const reaching = this.request.reaching(mutant.file);
    let waiting = reaching.slice(0, this.request.testsEach);
    let passed = 0;
    for (;;) {
      waiting = waiting.filter((test) => this.passes.get(test) !== false);
      const result = await place.run(waiting, mutant);
      passed += result.passed;
      if (result.is === "passed") return { mutant, passed, reaching };
      if (await this.passesWithout(result.test, place)) {
        const noticedBy = `${result.test}: ${result.is === "failed" ? result.title : "it does not end"}`;
        return { mutant, noticedBy, passed, reaching };
      }
      waiting = waiting.slice(waiting.indexOf(result.test) + 1);
    }
  }

  private async passesWithout(test: string, place: TrialPlace): Promise<boolean> {
    const known = this.passes.get(test);
    if (known !== undefined) return known;
    const passes = (await place.run([test])).is === "passed";
    if (!passes && !this.passes.has(test)) this.request.leftOut(test);
    this.passes.set(test, passes);
    return passes;
  }
}
