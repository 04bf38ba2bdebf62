import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../../src/base/errors";
import { readPlanFile } from "../../../src/terraform/plans/plan-file";
import { type Editable } from "../../support/altered";

const work = mkdtempSync(join(tmpdir(), "plan-file-"));
const good = readFileSync(join(__dirname, "../samples", "hcl-first.golden.json"), "utf8");

afterAll(() => rmSync(work, { recursive: true }));

function problem(content: string | Buffer): string {
  const file = join(work, "plan.json");
  writeFileSync(file, content);
  try {
    readPlanFile(file);
  } catch (error) {
    if (error instanceof UserError) return error.message.replace(file, "FILE");
    throw error;
  }
  return "none";
}

const changed = (change: (plan: Editable) => void): string => {
  const plan = JSON.parse(good) as Editable;
  change(plan);
  return JSON.stringify(plan);
};

test("a plan is read", () => {
  expect(problem(good)).toBe("none");
});

test("a plan with a byte order mark is read", () => {
  expect(problem(`\uFEFF${good}`)).toBe("none");
});

test.each([
  ["a plan in Terraform's binary format", Buffer.from([0x50, 0x4b, 3, 4, 0, 0])],
  ["text that is not JSON in UTF-8", ""],
  ["text that is not JSON in UTF-8", "Plan: 3 to add"],
  ["text that is not JSON in UTF-8", Buffer.from(good, "utf16le")],
  [
    "the log output of terraform plan -json",
    '{"@level":"info","@message":"Terraform 1.11.4"}\n{"@level":"info"}\n',
  ],
  ["a state", '{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","resources":[]}'],
  ["a state", '{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{}}}'],
  ["JSON that is not a plan", "[]"],
  ["JSON that is not a plan", '{"resource":{}}'],
])("fails when the file contains %s, with the command that prints a plan", (got, content) => {
  expect(problem(content)).toBe(
    `--plan FILE: got ${got}, expected the JSON that terraform show -json prints for a plan; ` +
      "run terraform show -json PLAN > plan.json, and pass plan.json",
  );
});

test.each<[string, string, (plan: Editable) => void]>([
  ['format_version "2.0"', "prints format 1.x", (plan) => (plan["format_version"] = "2.0")],
  ["no format_version", "prints format 1.x", (plan) => delete plan["format_version"]],
  ["a plan that ended with an error", "plan again", (plan) => (plan["errored"] = true)],
  [
    "a root module without resources",
    "not a module that calls it",
    (plan) => (plan["configuration"].root_module = { module_calls: { x: {} } }),
  ],
  ["a refresh-only plan", "without -refresh-only", (plan) => delete plan["resource_changes"]],
  [
    "a plan that destroys everything",
    "without -destroy",
    (plan) => plan["resource_changes"].forEach(({ change }: Editable) => (change["actions"] = ["delete"])),
  ],
])("fails when the file contains %s", (got, fix, change) => {
  const message = problem(changed(change));
  expect(message).toContain(`got ${got}, expected`);
  expect(message).toContain(fix);
});

test("fails when there is no file", () => {
  expect(() => readPlanFile(join(work, "nothing"))).toThrow("got no such file");
});

test("fails when there is a folder", () => {
  mkdirSync(join(work, "folder"));
  expect(() => readPlanFile(join(work, "folder"))).toThrow("got a folder");
});
