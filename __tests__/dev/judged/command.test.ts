import { runJudged } from "../../../dev/judged/command";
import { type Table } from "../../../dev/judged/files";
import { runOf } from "../../support/command-runs";

const TABLE: Table = { aws_a: { own: { x: ["check-a"] } }, aws_b: { own: { y: ["check-b"] } } };

/** A run of the command, with what it wrote and tried. */
function run(args: readonly string[], made: Table, changed: readonly string[] | undefined = undefined) {
  const written: Table[] = [];
  const tried: string[] = [];
  const props = {
    types: () => ["aws_a", "aws_b", "aws_c"],
    judge: (type: string) => {
      tried.push(type);
      return made[type];
    },
    read: () => TABLE,
    write: (table: Table) => void written.push(table),
    changed: () => changed,
  };
  return { ...runOf((output) => runJudged(args, props, output)), written, tried };
}

test("writes what checks judge, and leaves out types of which they judge nothing", () => {
  expect(run([], TABLE)).toMatchObject({ status: 0, written: [TABLE], stdout: "2 types of 3 are judged\n" });
});

test("--check compares all types, and writes nothing", () => {
  expect(run(["--check"], TABLE)).toMatchObject({ status: 0, written: [] });
});

test("--check fails with each type that differs, also with one that is gone", () => {
  const { status, stderr } = run(["--check"], { aws_a: { own: { x: ["check-b"] } } });
  expect(status).toBe(1);
  expect(stderr.match(/^aws_\w/gm)).toEqual(["aws_a", "aws_b"]);
});

test("--changed tries the types of changed checks only", () => {
  expect(run(["--check", "--changed"], TABLE, ["aws_b"])).toMatchObject({ status: 0, tried: ["aws_b"] });
});

test("--changed tries all types where any can be concerned", () => {
  expect(run(["--check", "--changed"], TABLE).tried).toEqual(["aws_a", "aws_b", "aws_c"]);
});
