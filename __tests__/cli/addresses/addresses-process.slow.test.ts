import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { WorkingCopy } from "../../support/working-copy";

test("the program takes folder, environments and output folder from the variables of synth", () => {
  const { environments, outdir } = new WorkingCopy("mlapp", "retail-forecast");
  const { status, stdout } = spawnSync(
    process.execPath,
    ["bin/private-eks-inference.js", "lock", "addresses"],
    {
      cwd: resolve(__dirname, "../../.."),
      encoding: "utf8",
      env: {
        ...process.env,
        NO_COLOR: "1",
        ENVIRONMENT: "retail-forecast",
        ENVIRONMENTS_DIR: environments,
        CDKTF_OUTDIR: outdir,
      },
    },
  );
  expect(status).toBe(1);
  expect(stdout.match(/^new .*/gm)).toEqual([
    expect.stringMatching(/^new {3}retail-forecast: \d+ addresses/),
  ]);
});
