import { type TestCommandProps, runTestCommand } from "../../../dev/test/command";
import { runOf } from "../../support/command-runs";

function runWith(args: readonly string[], props: Partial<TestCommandProps> = {}) {
  const calls: (readonly string[])[] = [];
  const run = runOf((output) =>
    runTestCommand(
      args,
      {
        imports: () =>
          new Map([
            ["src/base/cidr.ts", []],
            ["__tests__/base/cidr.test.ts", ["src/base/cidr.ts"]],
            ["__tests__/cost/lines.test.ts", ["src/base/cidr.ts"]],
          ]),
        changed: () => ["src/base/cidr.ts"],
        jest: (of) => {
          calls.push(of);
          return 1;
        },
        ...props,
      },
      output,
    ),
  );
  return { ...run, calls };
}

test("without an option, jest gets the arguments as they are, and its exit status is that of the command", () => {
  const { status, calls } = runWith(["--shard", "1/2", "__tests__/base", "-t", "a name"]);
  expect(calls).toEqual([["--shard", "1/2", "__tests__/base", "-t", "a name"]]);
  expect(status).toBe(1);
});

test.each([["--room", "base"], ["--changed"]])("with %s, jest gets the paths of tests", (...args) => {
  const { calls, stderr } = runWith([...args, "--silent"]);
  expect(calls).toEqual([["--silent", "--runTestsByPath", "__tests__/base/cidr.test.ts"]]);
  expect(stderr).toBe(
    "1 test file run; not run, though they import it: cost 1; npm test and npm run test:exhaustive run all\n",
  );
});

test("fails when the room does not exist", () => {
  const { status, stderr, calls } = runWith(["--room", "nowhere"]);
  expect(status).toBe(1);
  expect(stderr).toMatch(/--room: got nowhere, expected a folder of src/);
  expect(calls).toEqual([]);
});

test("fails when both a room and the change are asked for", () => {
  const { status, stderr, calls } = runWith(["--room", "base", "--changed"]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/--changed.* cannot be used with .*--room/);
  expect(calls).toEqual([]);
});

test("fails when git does not know the changed files", () => {
  const { status, stderr } = runWith(["--changed"], { changed: () => undefined });
  expect(status).toBe(1);
  expect(stderr).toMatch(/--changed: got no changed files from git/);
});
