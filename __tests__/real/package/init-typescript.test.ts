import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contentsOf, emptyFolder, run } from "./harness/installed";
import { install, node, testsOf, tsc } from "./harness/typescript-project";

const folder = emptyFolder();
const ANSWERS = ["--name", "shop", "--account", "111122223333", "--region", "eu-west-1", "--network", "nat"];
const ADMINS = ["--admins", "arn:aws:iam::111122223333:role/platform-admin", "--yes"];

beforeAll(() => {
  const { status, stderr } = run(
    folder,
    ["init", ...ANSWERS, "--entry", "demo", ...ADMINS, "--typescript"],
    {},
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  install(folder);
  const compiled = tsc(folder);
  expect({ status: compiled.status, stdout: compiled.stdout }).toEqual({ status: 0, stdout: "" });
});

test("init --typescript writes an App with the output of the command synth", () => {
  const { scripts } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const [, main = ""] = /^tsc && node (\S+)$/.exec(scripts["synth"] ?? "") ?? [];
  const { status, stderr } = node(folder, [main]);
  // cdktf calls it; since Node.js 22 a copy without the substitute of the binary prints that.
  const deprecated = /^\(node:\d+\) \[DEP0044\] .*\n\(Use .*\n/;
  expect({ status, stderr: stderr.replace(deprecated, "") }).toEqual({ status: 0, stderr: "" });
  const out = join(emptyFolder(), "out");
  expect(run(folder, ["synth", "--out", out])).toMatchObject({ status: 0 });
  const own = contentsOf(join(folder, "cdktf.out"));
  expect(own.size).toBeGreaterThan(10);
  expect(own).toEqual(contentsOf(out));
});

test("its test passes, and fails where the environment breaks a check", () => {
  expect(testsOf(folder)).toMatchObject({ status: 0 });
  const file = join(folder, "environments/shop.yaml");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replaceAll(/until: .*$/gm, "until: 2020-01-31"));
  const { status, stderr } = testsOf(folder);
  writeFileSync(file, text);
  expect(status).toBe(1);
  expect(stderr).toContain("environments/shop.yaml:");
});
