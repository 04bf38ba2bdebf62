import { type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { type Readable } from "node:stream";
import { counted } from "../../src/base/counted";

/** Stream of a process on which it writes an event on each line. */
const EVENTS = 3;

/** Result of the tests of one change. */
export type TrialResult =
  /** A test fails. */
  | { readonly is: "failed"; readonly test: string; readonly title: string; readonly passed: number }
  /** A test file takes too long: the change may never end. */
  | { readonly is: "too long"; readonly test: string; readonly passed: number }
  | { readonly is: "passed"; readonly passed: number };

interface TestEvent {
  /** A test file that begins. */
  readonly begun?: string;
  /** A test file that ends. */
  readonly ended?: string;
  /** Title of a test of it that failed. @default - all passed */
  readonly failed?: string;
}

export interface TrialRequest {
  /** Starts a process that runs test files one after another and writes events to its fourth stream. */
  readonly start: (tests: readonly string[]) => ChildProcess;
  readonly tests: readonly string[];
  /** Longest time of one test file, and of the start of the process. */
  readonly fileSeconds: number;
}

/** Runs test files until one fails or takes too long. The process ends with the result. */
export function trialOf({ start, tests, fileSeconds }: TrialRequest): Promise<TrialResult> {
  if (tests.length === 0) return Promise.resolve({ is: "passed", passed: 0 });
  const child = start(tests);
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-2000)));
  let current = tests[0] ?? "";
  let passed = 0;
  return new Promise((resolve, reject) => {
    let result: TrialResult | undefined;
    const end = (found: TrialResult): void => {
      result ??= found;
      child.kill("SIGKILL");
    };
    const watch = (): NodeJS.Timeout =>
      setTimeout(() => end({ is: "too long", test: current, passed }), fileSeconds * 1000);
    let timer = watch();
    const received = ({ begun, ended, failed }: TestEvent): void => {
      clearTimeout(timer);
      timer = watch();
      current = begun ?? current;
      if (ended !== undefined && failed !== undefined)
        end({ is: "failed", test: ended, title: failed, passed });
      else if (ended !== undefined) passed += 1;
    };
    createInterface({ input: child.stdio[EVENTS] as Readable }).on("line", (line) =>
      received(JSON.parse(line) as TestEvent),
    );
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(timer);
      if (result) resolve(result);
      else if (passed === tests.length) resolve({ is: "passed", passed });
      else
        reject(
          new Error(
            `the tests ended after ${passed} of ${counted(tests.length, "file")}, at ${current}: ${said}`,
          ),
        );
    });
  });
}
