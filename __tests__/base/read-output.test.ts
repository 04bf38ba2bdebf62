import * as fs from "node:fs";
import { UserError } from "../../src/base/errors";
import { outputPathsOf } from "../../src/base/output/paths";
import { readOutput } from "../../src/base/read-output";
import { Output, failure } from "./output/output";
import { synthOf } from "./tree";

test("a finished synth can be read", () => {
  const output = new Output(synthOf({ a: "1" }));
  expect(readOutput(output.outdir, () => output.read())).toEqual(synthOf({ a: "1" }));
});

test("fails when the output folder does not exist", () => {
  const output = new Output();
  const call = () => readOutput(output.outdir, () => "read");
  expect(call).toThrow(UserError);
  expect(failure(call)).toMatch(/got no manifest\.json, expected .*; run npx private-eks-inference synth$/);
});

test.each([
  ["a file", ""],
  ["a folder below a file", "deeper"],
])("fails when the output folder is %s", (_, below) => {
  const output = new Output();
  fs.writeFileSync(output.outdir, "mine");
  const call = () => readOutput(output.path(below), () => "read");
  expect(call).toThrow(UserError);
  expect(failure(call)).toMatch(/cdktf\.out\S*: got a file, expected a folder that synth wrote; /);
});

test("fails while a journal is open", () => {
  const output = new Output(synthOf({ a: "1" }));
  fs.writeFileSync(outputPathsOf(output.outdir).journal, "{}");
  expect(failure(() => readOutput(output.outdir, () => "read"))).toMatch(
    /in progress or was interrupted .*; .* run npx private-eks-inference synth/,
  );
});

test.each([
  ["changes a stack", synthOf({ a: "2", b: "1" })],
  ["removes a stack", synthOf({ a: "1" })],
])("fails when a commit that %s runs during the read", (_, next) => {
  const output = new Output(synthOf({ a: "1", b: "1" }));
  expect(failure(() => readOutput(output.outdir, () => output.commit(next)))).toContain(
    "got a new synth during the read",
  );
});

test("a commit without changes does not disturb a reader", () => {
  const output = new Output(synthOf({ a: "1" }));
  expect(readOutput(output.outdir, () => output.commit(synthOf({ a: "1" })).written)).toEqual([]);
});
