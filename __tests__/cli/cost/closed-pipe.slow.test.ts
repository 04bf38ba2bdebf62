import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { withoutProgress } from "../../support/command-runs";
import { publishTo, workFolder } from "../../support/published-output";

const out = join(workFolder("closed-pipe"), "out");

beforeAll(() => publishTo(out));

test("a reader that closes the pipe early leads to no error output", () => {
  // The report is larger than the buffer of a pipe (64 KiB), so that the program writes after the reader has ended.
  const report = `"${process.execPath}" bin/private-eks-inference.js cost --json --in "${out}"`;
  const { status, stdout, stderr } = spawnSync("sh", ["-c", `${report} | head -c 1`], {
    cwd: resolve(__dirname, "../../.."),
    encoding: "utf8",
  });
  expect({ status, stdout, stderr: withoutProgress(stderr) }).toEqual({ status: 0, stdout: "{", stderr: "" });
});
