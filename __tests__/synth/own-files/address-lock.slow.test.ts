import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { WorkingCopy } from "../../support/working-copy";

const PARAMETER =
  'resource "aws_ssm_parameter" "vpc" {\n  name  = "/vpc"\n  type  = "String"\n  value = "x"\n}\n';

async function locked(): Promise<{ readonly copy: WorkingCopy; readonly file: string }> {
  const copy = new WorkingCopy("mlapp");
  const file = join(copy.environments, "mlapp/network/lookup.tf");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, PARAMETER);
  copy.addresses("--accept");
  await copy.synth();
  return { copy, file };
}

test("the address lock has the addresses of own resources", async () => {
  const { copy } = await locked();
  expect(copy.read("mlapp.addresses.json")).toContain("aws_ssm_parameter.vpc");
  expect((await copy.synth()).summary).not.toContain("no address lock records");
});

test("a renamed own resource is a lost address, with its place and the way to move it", async () => {
  const { copy, file } = await locked();
  writeFileSync(file, PARAMETER.replace('"vpc"', '"main_vpc"'));
  const { error = "" } = await copy.synth();
  expect(error).toMatch(/aws_ssm_parameter\.vpc/);
  expect(error).toContain("aws_ssm_parameter.main_vpc");
});

test("a removed own file is a lost address until the lock accepts it", async () => {
  const { copy, file } = await locked();
  rmSync(file);
  const { error = "" } = await copy.synth();
  expect(error).toMatch(/aws_ssm_parameter\.vpc/);
  copy.addresses("--accept");
  expect((await copy.synth()).error).toBeUndefined();
});

test("an own moved block keeps the object under its new address", async () => {
  const { copy, file } = await locked();
  const move = "moved {\n  from = aws_ssm_parameter.vpc\n  to   = aws_ssm_parameter.main_vpc\n}\n";
  writeFileSync(file, `${PARAMETER.replace('"vpc"', '"main_vpc"')}${move}`);
  expect((await copy.synth()).error).toBeUndefined();
});
