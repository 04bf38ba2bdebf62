import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, handedOver, run } from "../handed-over";
import { workFolder } from "../../support/published-output";

let handed = "";

beforeAll(async () => {
  ({ module: handed } = await handedOver("mlapp", "hcl"));
});

function copy(): string {
  const folder = join(workFolder("refused"), "module");
  cpSync(handed, folder, { recursive: true });
  return folder;
}

const COMMANDS: readonly Command[] = ["check", "cost", "diagram", "report", "runbook"];

describe.each(COMMANDS)("%s --module", (command) => {
  test.each([
    ["--in", "cdktf.out"],
    ["--environments", "mlapp"],
  ])("refuses %s", (...others) => {
    const { status, stderr } = run(command, "--module", handed, ...others);
    expect(status).toBe(2);
    expect(stderr).toContain("'--module <dir>' cannot be used with option");
  });

  test("refuses a folder without modules", () => {
    const folder = workFolder("empty");
    const { status, stderr } = run(command, "--module", folder);
    expect(status).toBe(1);
    expect(stderr).toBe(
      `--module ${folder}: got no folder of a layer with Terraform files, expected a folder that handoff wrote, with state, network, cluster, platform or models; name that folder\n`,
    );
  });
});

test("a folder that is not there is one error", () => {
  const { status, stderr } = run("check", "--module", "no-such-folder");
  expect(status).toBe(1);
  expect(stderr).toMatch(/^--module no-such-folder: got no folder, expected .*; .*\n$/);
});

test("the folder of one layer is refused with the name of the folder to give", () => {
  const { stderr } = run("check", "--module", join(handed, "network"));
  expect(stderr).toContain(`give ${handed}`);
});

test.each([
  ["--manifests", "folder"],
  ["--manifest", "file"],
])("check --module refuses %s", (...others) => {
  expect(run("check", "--module", handed, ...others).status).toBe(2);
});

test("review --module refuses --in, --to and --plan, and needs a state before", () => {
  for (const others of [
    ["--in", "a"],
    ["--to", "1.0.0"],
    ["--plan", "plan.json"],
  ])
    expect(run("review", "--module", handed, "--before", handed, ...others).status).toBe(2);
  expect(run("review", "--module", handed).status).toBe(2);
});

test("mistakes of all files are named with file and line", () => {
  const folder = copy();
  writeFileSync(join(folder, "network/broken.tf"), 'resource "aws_vpc" {\n}\n');
  writeFileSync(join(folder, "cluster/broken.tf"), "a = = 1\n");
  const { status, stderr } = run("check", "--module", folder);
  expect(status).toBe(1);
  expect(stderr).toContain(`${folder}/network/broken.tf:1:1: got resource with 1 label instead of 2`);
  expect(stderr).toMatch(new RegExp(`${folder}/cluster/broken\\.tf:1:\\d+: got invalid HCL`));
});

test("a mistake in a file of values is named", () => {
  const folder = copy();
  writeFileSync(join(folder, "network/mlapp.tfvars"), "account_id = \n");
  expect(run("cost", "--module", folder).stderr).toMatch(
    new RegExp(`^${folder}/network/mlapp\\.tfvars:1:\\d+: got invalid HCL`),
  );
});

test("a mistake in a file of values in JSON is named with its line", () => {
  const folder = copy();
  writeFileSync(join(folder, "network/zones.auto.tfvars.json"), '{\n  "zones": [}\n}\n');
  expect(run("cost", "--module", folder).stderr).toContain(
    `${folder}/network/zones.auto.tfvars.json:2:13: got invalid JSON`,
  );
});

test("a variable without a value is named with the place of its declaration", () => {
  const folder = copy();
  writeFileSync(join(folder, "network/mlapp.tfvars"), "");
  const { status, stderr } = run("check", "--module", folder);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    new RegExp(
      `^${folder}/network/variables\\.tf:\\d+:1: got no value of var\\.account_id, expected one in ${folder}/network/mlapp\\.tfvars`,
      "m",
    ),
  );
});

test("a block that is declared twice is named", () => {
  const folder = copy();
  writeFileSync(
    join(folder, "network/twice.tf"),
    'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n',
  );
  expect(run("check", "--module", folder).stderr).toMatch(
    new RegExp(
      `${folder}/network/twice\\.tf:1:1: got aws_vpc\\.main, which ${folder}/network/vpc\\.tf:\\d+:1 has too`,
    ),
  );
});

test("checks.json that is no JSON is refused", () => {
  const folder = copy();
  writeFileSync(join(folder, "checks.json"), "{");
  const { status, stderr } = run("check", "--module", folder);
  expect(status).toBe(1);
  expect(stderr).toContain(`${folder}/checks.json: got `);
});

test("without checks.json, the environment is the name of the file of values", () => {
  const folder = copy();
  rmSync(join(folder, "checks.json"));
  writeFileSync(join(folder, "network/other.tfvars"), "");
  const { status, stderr } = run("cost", "--module", folder);
  expect(status).toBe(1);
  expect(stderr).toContain("mlapp.tfvars, other.tfvars");
});
