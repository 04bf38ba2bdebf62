import { fork } from "node:child_process";
import { type ProcessesRequest, resultsOfProcesses } from "../../../dev/declarations/processes";
import { Answering } from "./answering";

const resultsFrom = (answering: Answering, keys: readonly string[], over: Partial<ProcessesRequest> = {}) =>
  resultsOfProcesses({
    keys,
    start: answering.start,
    atOnce: 2,
    triesEach: 100,
    say: () => undefined,
    ...over,
  });

const noticed = (count: number): string[] => Array.from({ length: count }, (_, index) => `noticed ${index}`);

test.each([
  ["one process", 1],
  ["several processes", 3],
])("every change has one result from %s, in the order of the changes", async (_, atOnce) => {
  const answering = new Answering();
  const keys = noticed(25);
  const results = await resultsFrom(answering, keys, { atOnce });
  expect(results.map(({ mutant }) => mutant.leaf)).toEqual(keys);
  expect(answering.answered).toHaveLength(25);
  expect(answering.started).toHaveLength(atOnce);
});

test("a process ends after its tries, and another one follows it", async () => {
  const answering = new Answering();
  await resultsFrom(answering, noticed(7), { atOnce: 1, triesEach: 5 });
  const pids = answering.started.map(({ pid }) => pid);
  expect(answering.answered.map((pid) => pids.indexOf(pid))).toEqual([0, 0, 0, 1, 1, 1, 2]);
});

test("no process is alive after the results", async () => {
  const answering = new Answering();
  await resultsFrom(answering, noticed(9), { triesEach: 2 });
  expect(answering.started.map(({ exitCode }) => exitCode)).toEqual(Array(9).fill(0));
});

test("the progress counts finished changes", async () => {
  const steps: string[] = [];
  const progress = (done: number, all: number) => steps.push(`${done} of ${all}`);
  await resultsFrom(new Answering(), noticed(3), { progress });
  expect(steps).toEqual(["0 of 3", "1 of 3", "2 of 3", "3 of 3"]);
});

test.each([
  ["a process fails", "broken", "a process ended with exit status 1, without an answer of broken"],
  ["a signal ends a process", "killed", "a process ended by signal SIGKILL, without an answer of killed"],
  ["a process ends too early", "gone", "a process ended with exit status 0, without an answer of gone"],
  ["a process answers another key", "mistaken", "got the answer of another, asked mistaken"],
])("fails when %s, and ends the others", async (_, key, message) => {
  const answering = new Answering();
  const keys = [...noticed(10), key, ...noticed(100_000)];
  await expect(resultsFrom(answering, keys, { triesEach: 1_000_000 })).rejects.toThrow(message);
  expect(await answering.ends()).toContain("SIGTERM");
});

test("fails when a process fails, and shows what it has printed", async () => {
  const printed: string[] = [];
  const say = (text: string) => printed.push(text);
  await expect(resultsFrom(new Answering(), ["broken"], { say })).rejects.toThrow();
  expect(printed.join("")).toContain("Error: the reason of the end");
});

test("fails when a process cannot start", async () => {
  const start = () =>
    fork("child.js", { execPath: "/no/such/program", stdio: ["ignore", "inherit", "pipe", "ipc"] });
  await expect(resultsFrom(new Answering(), ["noticed"], { start })).rejects.toThrow("ENOENT");
});
