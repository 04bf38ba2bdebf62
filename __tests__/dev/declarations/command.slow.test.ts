import { runDeclarations } from "../../../dev/declarations/command";
import { runOfAsync } from "../../support/command-runs";
import { Answering } from "./answering";

/** Accepts the removal of the declarations that a pattern matches. */
const accepting = (leaf: RegExp) => ({ part: /^part$/, leaf, reason: "nobody reads it" });

const runWith = (keys: readonly string[], accepted: readonly RegExp[] = [], args: readonly string[] = []) =>
  runOfAsync((output) => {
    const { start } = new Answering();
    const processes = { start, atOnce: 2, triesEach: 100 };
    return runDeclarations(
      args,
      { ...processes, keys: () => keys, accepted: accepted.map(accepting) },
      output,
    );
  });

test("passes when each change is noticed or accepted", async () => {
  expect(await runWith(["noticed 1", "silent 2", "none 3", "noticed 4"], [/^(silent|none) /])).toEqual({
    status: 0,
    stdout: "declarations: 2 of 4 changes noticed, 2 accepted, 0 unnoticed\n",
    stderr: "",
  });
});

test("fails when a change is unnoticed, and lists each in the order of the changes", async () => {
  expect(await runWith(["silent 2", "noticed 1", "none 3", "silent 1"])).toEqual({
    status: 1,
    stdout: [
      "unnoticed in test: part silent 2: remove",
      "no effect in test: part none 3: remove",
      "unnoticed in test: part silent 1: remove",
      "declarations: 1 of 4 changes noticed, 0 accepted, 3 unnoticed",
      "",
    ].join("\n"),
    stderr: "",
  });
});

test("fails when an accepted reason has no unnoticed change", async () => {
  expect(await runWith(["noticed 1"], [/^noticed 1 remove$/])).toEqual({
    status: 1,
    stdout: "declarations: 1 of 1 change noticed, 0 accepted, 0 unnoticed\n",
    stderr: "no unnoticed change has this accepted reason: nobody reads it\n",
  });
});

test("fails when it gets an argument", async () => {
  expect(await runWith([], [], ["answers"])).toEqual({
    status: 2,
    stdout: "",
    stderr:
      "error: too many arguments: got answers, expected none; " +
      "give options, such as npm run mutate:declarations -- --all answers\n",
  });
});

test("with --only, the changes with a text are tried, and accepted reasons of others are not judged", async () => {
  const keys = ["noticed 1", "silent 2"];
  expect(await runWith(keys, [/^never /], ["--only", "noticed"])).toEqual({
    status: 0,
    stdout: "declarations: 1 of 1 change noticed, 0 accepted, 0 unnoticed\n",
    stderr: "",
  });
});

test("fails when no change has the text of --only", async () => {
  expect(await runWith(["noticed 1"], [], ["--only", "kserve"])).toEqual({
    status: 2,
    stdout: "",
    stderr:
      'error: no change has the text "kserve"; write a part of a line of the output, such as `mlflow needs`\n',
  });
});

describe("with parts that differ from another commit", () => {
  // The processes answer with the first word of a key, which is the id of its part.
  const keys = ["silent 1", "noticed 2"];
  const run = (args: readonly string[], ids?: readonly string[]) =>
    runOfAsync((output) => {
      const { start } = new Answering();
      const changed = () => ids && { base: "0123456789abcdef", ids };
      const processes = { start, atOnce: 1, triesEach: 100, changed, accepted: [accepting(/^never /)] };
      return runDeclarations(args, { ...processes, keys: () => keys }, output);
    });

  test("only their declarations are tried, and accepted reasons of others are not judged", async () => {
    expect(await run([], ["noticed"])).toEqual({
      status: 0,
      stdout:
        "parts that differ from 0123456789ab: noticed; --all tries all parts\n" +
        "declarations: 1 of 1 change noticed, 0 accepted, 0 unnoticed\n",
      stderr: "",
    });
  });

  test("without a changed part, the output names the commit", async () => {
    expect(await run([], [])).toEqual({
      status: 0,
      stdout: "no part differs from 0123456789ab; --all tries all parts\n",
      stderr: "",
    });
  });

  test.each([
    ["--all tries all parts", ["--all"], ["noticed"]],
    ["all parts are tried where any of them can have changed", [], undefined],
  ])("%s", async (_, args, ids) => {
    const { status, stdout } = await run(args, ids);
    expect([status, stdout]).toEqual([1, expect.stringContaining("1 of 2 changes noticed")]);
  });
});
