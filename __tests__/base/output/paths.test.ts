import { join } from "node:path";
import { UserError } from "../../../src/base/errors";
import { outputPathsOf } from "../../../src/base/output/paths";
import { readOutput } from "../../../src/base/read-output";
import { StagedOutput } from "../../../src/base/staged-output";
import { Output } from "./output";

const LONG = "a".repeat(300);

test.each([
  ["written", (outdir: string) => StagedOutput.open(outdir, false)],
  ["read", (outdir: string) => readOutput(outdir, () => "read")],
])("an output folder whose name is too long is refused when it is %s", (_, use) => {
  const { outdir } = new Output();
  for (const folder of [join(outdir, LONG), join(outdir, LONG, "below"), join(outdir, "é".repeat(130))]) {
    expect(() => use(folder)).toThrow(UserError);
    expect(() => use(folder)).toThrow(/got a name of \d+ bytes, expected names of at most 241 bytes;/);
  }
});

test("the longest name leaves room for the files beside the folder", () => {
  const { journal } = outputPathsOf(join("/", "a".repeat(241)));
  expect(Buffer.byteLength(journal.slice(1))).toBe(255);
});
