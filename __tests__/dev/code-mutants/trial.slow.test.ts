import { type ChildProcess, spawn } from "node:child_process";
import { type TrialResult, trialOf } from "../../../dev/code-mutants/trial";

/** Runs a program that writes events, in place of jest. */
function trial(program: string, tests: readonly string[] = ["a", "b"]) {
  const started: ChildProcess[] = [];
  const start = () => {
    const code = `const say = (event) => require("fs").writeSync(3, JSON.stringify(event) + "\\n"); ${program}`;
    const child = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "ignore", "pipe", "pipe"] });
    started.push(child);
    return child;
  };
  const result: Promise<TrialResult> = trialOf({ start, tests, fileSeconds: 5 });
  return { result, started };
}

test("a trial passes when each test file passes", async () => {
  expect(await trial('say({ ended: "a" }); say({ ended: "b" });').result).toEqual({
    is: "passed",
    passed: 2,
  });
});

test("the first failed file ends the trial and its process", async () => {
  const { result, started } = trial(
    'say({ ended: "a" }); say({ ended: "b", failed: "title" }); setInterval(() => 0, 1);',
  );
  expect(await result).toEqual({ is: "failed", test: "b", title: "title", passed: 1 });
  expect(started.map(({ signalCode }) => signalCode)).toEqual(["SIGKILL"]);
});

test("a file that does not end is too long, and its process ends", async () => {
  const { result, started } = trial('say({ ended: "a" }); say({ begun: "b" }); for (;;);');
  expect(await result).toEqual({ is: "too long", test: "b", passed: 1 });
  expect(started.map(({ signalCode }) => signalCode)).toEqual(["SIGKILL"]);
});

test("without a test, nothing starts", async () => {
  const { result, started } = trial("", []);
  expect(await result).toEqual({ is: "passed", passed: 0 });
  expect(started).toEqual([]);
});

test("fails when the process ends early, with what it printed", async () => {
  const { result } = trial('say({ ended: "a" }); say({ begun: "b" }); console.error("no memory");');
  await expect(result).rejects.toThrow("the tests ended after 1 of 2 files, at b: no memory");
});
