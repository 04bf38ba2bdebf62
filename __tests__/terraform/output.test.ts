import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synthesize } from "../../src/synth/app";
import { UserError } from "../../src/base/errors";
import { readEnvironmentRecord } from "../../src/terraform/environment-record";
import { readStacks } from "../../src/terraform/output";
import { type JsonObject } from "../../src/terraform/stack-json";
import { configWith } from "../support/environments";
import { publishTo, workFolder } from "../support/published-output";

const outdir = workFolder("stack-files");
beforeAll(() => {
  publishTo(outdir, { mlapp: {} });
});

const folders = () => readdirSync(join(outdir, "stacks")).map((name) => join(outdir, "stacks", name));
const read = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Record<string, JsonObject>;

test("every stack has its Terraform version in versions.tf.json, and not in cdk.tf.json", () => {
  expect(folders()).toHaveLength(5);
  for (const folder of folders()) {
    expect(read(join(folder, "versions.tf.json"))).toEqual({ terraform: { required_version: ">= 1.11.0" } });
    expect(read(join(folder, "cdk.tf.json"))["terraform"]).not.toHaveProperty("required_version");
  }
});

test("a stack is read with the settings of both files", () => {
  for (const { stack } of readStacks(outdir)) {
    expect(Object.keys(stack.terraform).sort()).toEqual([
      "backend",
      "required_providers",
      "required_version",
    ]);
  }
});

test("a stack of an earlier synth, with its version in cdk.tf.json, is read too", () => {
  const [folder = ""] = folders();
  const file = join(folder, "cdk.tf.json");
  const { terraform, ...rest } = read(file);
  writeFileSync(
    file,
    JSON.stringify({ ...rest, terraform: { ...terraform, required_version: ">= 1.12.0" } }),
  );
  rmSync(join(folder, "versions.tf.json"));
  expect(existsSync(join(folder, "versions.tf.json"))).toBe(false);
  const found = readStacks(outdir).find(({ stack }) => folder.endsWith(stack.name));
  expect(found?.stack.terraform["required_version"]).toBe(">= 1.12.0");
});

test("blocks that change only the state are in moves.tf.json, and are read with the stack", () => {
  const other = workFolder("moves");
  const move = { stack: "mlapp-network", from: "aws_vpc.old", to: "aws_vpc.main" };
  synthesize([{ name: "mlapp", config: configWith("mlapp"), moves: [move] }], other);
  const folder = join(other, "stacks/mlapp-network");
  expect(Object.keys(read(join(folder, "moves.tf.json")))).toEqual(["moved"]);
  expect(read(join(folder, "cdk.tf.json"))).not.toHaveProperty("moved");
  const network = readStacks(other).find(({ layer }) => layer === "network");
  expect(network?.stack.json).toHaveProperty("moved");
  expect(readdirSync(join(other, "stacks/mlapp-state"))).not.toContain("moves.tf.json");
});

test.each([
  ["truncated", (text: string) => text.slice(0, 300), "invalid JSON"],
  ["empty", () => "", "an empty file"],
  ["HCL", () => 'resource "aws_vpc" "main" {\n}\n', "invalid JSON"],
  ["a list", () => "[]", "JSON that is no object (a list)"],
  ["null", () => "null", "JSON that is no object (null)"],
])("an error names a stack file that is %s", (_what, change, got) => {
  const other = workFolder("broken");
  publishTo(other, { mlapp: {} });
  const file = join(other, "stacks/mlapp-cluster/cdk.tf.json");
  writeFileSync(file, change(readFileSync(file, "utf8")));
  expect(() => readStacks(other)).toThrow(UserError);
  expect(() => readStacks(other)).toThrow(`stacks/mlapp-cluster/cdk.tf.json: got ${got}`);
  expect(() => readStacks(other)).toThrow(
    "expected the JSON that synth wrote; run npx private-eks-inference synth",
  );
});

test("a stack file with a byte order mark is read as without", () => {
  const other = workFolder("marked");
  publishTo(other, { mlapp: {} });
  const file = join(other, "stacks/mlapp-cluster/cdk.tf.json");
  const before = readStacks(other).map(({ stack }) => stack.json);
  writeFileSync(file, `\ufeff${readFileSync(file, "utf8")}`);
  expect(readStacks(other).map(({ stack }) => stack.json)).toEqual(before);
});

test.each(["", "{", "[]"])("an error names a record of an environment that holds %j", (text) => {
  const other = workFolder("record");
  publishTo(other, { mlapp: {} });
  writeFileSync(join(other, "stacks/mlapp-state/environment.json"), text);
  expect(() => readEnvironmentRecord(other, "mlapp")).toThrow(UserError);
  expect(() => readEnvironmentRecord(other, "mlapp")).toThrow(
    /stacks\/mlapp-state\/environment\.json: got .*, expected the JSON that synth wrote; run npx private-eks-inference synth/,
  );
});
