import { mkdirSync, symlinkSync } from "node:fs";
import { describeSelf } from "../../../../src/base/output/holder";
import { unprotectedText } from "../../../../src/base/unprotected";
import { EditedOutput } from "../../../support/edited-output";

const NAME = "ml-inference-prod";

let output: EditedOutput;

beforeAll(async () => {
  output = await EditedOutput.of(NAME);
});

beforeEach(() => output.restore());

const at = (layer: string, name: string): string => `stacks/${NAME}-${layer}/${name}`;

/** A zip archive with one stored entry, as `zip -0` writes it. */
function zipOf(entry: string): Buffer {
  const name = Buffer.from(entry);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length, 16);
  return Buffer.concat([local, name, central, name, end]);
}

const STATE = JSON.stringify({ version: 4, serial: 3, lineage: "a1b2", outputs: {}, resources: [] });
const PLAN_JSON = JSON.stringify({ format_version: "1.2", planned_values: {} });
const LOCK_INFO = JSON.stringify({ ID: "1", Operation: "OperationTypeApply", Who: "a@b", Version: "1.11.4" });

const KNOWN: readonly (readonly [layer: string, name: string, text: string | Buffer])[] = [
  ["network", ".terraform/providers/registry/x", "anything"],
  ["network", ".terraform/terraform.tfstate", '{"version": 3, "serial": 1, "lineage": "b"}'],
  ["network", ".terraform/environment", "default"],
  ["network", "deploy.tfplan", zipOf("tfplan")],
  ["network", "plan", zipOf("tfplan")],
  ["network", "plan.json", PLAN_JSON],
  ["state", "terraform.tfstate", STATE],
  ["state", "terraform.tfstate.backup", STATE],
  ["state", "terraform.tfstate.1764140000.backup", STATE],
  ["state", "terraform.tfstate", ""],
  ["state", ".terraform.tfstate.lock.info", LOCK_INFO],
  ["network", "repair.tf.json", '{"import": [{"to": "aws_vpc.main", "id": "vpc-1"}]}'],
  ["cluster", "unprotected_override.tf.json", unprotectedText(["aws_kms_key.cluster"], describeSelf())],
];

test.each(KNOWN)("%s/%s, as Terraform and the commands write it, is no edit", (layer, name, text) => {
  output.write(at(layer, name), text);
  expect(output.edits()).toEqual([]);
});

test("the copy of the override for the first apply is no edit", () => {
  const original = output.read(at("state", "first-apply/backend_override.tf.json"));
  output.write(at("state", "backend_override.tf.json"), original);
  expect(output.edits()).toEqual([]);
});

test("an unedited output has no finding on the day of its synth or later, and the report names the inputs", () => {
  for (const [layer, name, text] of KNOWN.slice(0, 8)) output.write(at(layer, name), text);
  const { status, stdout } = output.check();
  expect(status).toBe(0);
  expect(stdout).toContain(`${NAME}: equal to a new synth of ${output.copy.environments}`);
});

test("a lock file of init where none is recorded is named as not compared", () => {
  output.write(at("network", ".terraform.lock.hcl"), "# This file is maintained automatically\n");
  expect(output.edits()).toEqual([]);
  expect(output.check().stdout).toContain(
    `not compared: ${at("network", ".terraform.lock.hcl")}, which no lock records`,
  );
});

const EDITS: readonly (readonly [what: string, layer: string, name: string, text: string | Buffer])[] = [
  ["a note", "network", "NOTES.md", "remember\n"],
  ["an archive without a plan", "network", "plan", zipOf("tfplan2")],
  ["a text with the name of a plan", "network", "deploy.tfplan", "tfplan"],
  ["JSON that is no plan", "network", "plan.json", '{"format_version": "1.2"}'],
  ["values that look like a state", "network", "terraform.tfvars.json", STATE],
  ["values that look like a plan", "network", "x.auto.tfvars.json", PLAN_JSON],
  ["a state without lineage", "state", "terraform.tfstate", '{"version": 4, "serial": 1}'],
  ["moves that synth did not write", "network", "moves.tf.json", '{"removed": [{"from": "aws_vpc.main"}]}'],
  ["a template in a chart", "models", "charts/custom-resources/templates/more.yaml", "kind: Pod\n"],
  ["a state in a chart", "models", "charts/custom-resources/templates/x.tfstate", STATE],
  ["imports with a resource", "network", "repair.tf.json", '{"import": [], "resource": {}}'],
  ["another workspace", "network", ".terraform/environment", "other"],
];

test.each(EDITS)("%s is one edit", (_, layer, name, text) => {
  output.write(at(layer, name), text);
  const edits = output.edits();
  expect(edits).toHaveLength(1);
  expect(edits[0]).toMatch(
    new RegExp(`^${NAME}-${layer} (${name.replaceAll(".", "\\.")}|removed\\.aws_vpc\\.main)$`),
  );
});

test("a changed file of a chart is one edit with its path", () => {
  const file = "charts/custom-resources/Chart.yaml";
  output.write(at("models", file), `${output.read(at("models", file))}\n`);
  expect(output.edits()).toEqual([`${NAME}-models ${file}`]);
});

test.each(["versions.tf.json", ".checkov.baseline", "charts/custom-resources/Chart.yaml"])(
  "a removed %s is one edit",
  (name) => {
    output.remove(at("models", name));
    const [edit, ...others] = output.report().findings.filter(({ check }) => check === "edited");
    expect([edit?.address, others]).toEqual([name, []]);
    expect(edit?.message).toMatch(/^the file is missing/);
  },
);

test("a link in place of a file is an edit, also where it leads to the same bytes", () => {
  const elsewhere = output.path("../cdk.tf.json");
  output.write("../cdk.tf.json", output.read(at("network", "cdk.tf.json")));
  output.remove(at("network", "cdk.tf.json"));
  symlinkSync(elsewhere, output.path(at("network", "cdk.tf.json")));
  expect(output.edits()).toEqual([`${NAME}-network cdk.tf.json`]);
});

test("an empty folder is no edit", () => {
  mkdirSync(output.path(at("network", "empty")));
  expect(output.edits()).toEqual([]);
});

test("invalid JSON is an edit, and the checks that could not run are named", () => {
  output.write(at("network", "cdk.tf.json"), "{");
  const { status, stdout } = output.check();
  expect(status).toBe(1);
  expect(stdout).toMatch(/edited\S* ml-inference-prod-network cdk\.tf\.json/);
  expect(stdout).toContain("the checks did not run");
});

test("the value of a password is not shown", () => {
  output.editStack(`${NAME}-network`, ({ resource }) => {
    resource.aws_db_instance = { attack: { password: "hunter2hunter2", token: "hunter2hunter2" } };
    resource.aws_vpc.main.master_password = "hunter2hunter2";
  });
  const { stdout } = output.check();
  expect(stdout).not.toContain("hunter2");
  expect(stdout).toContain("master_password: not set → (sensitive value)");
});
