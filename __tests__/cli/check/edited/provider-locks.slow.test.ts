import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { EditedOutput } from "../../../support/edited-output";
import { LOCKS } from "../../../support/provider-locks";
import { WorkingCopy } from "../../../support/working-copy";

const LOCK = "stacks/mlapp-network/.terraform.lock.hcl";

let output: EditedOutput;

function writeLocks({ folder }: WorkingCopy, change: (text: string) => string = (text) => text): void {
  const locks = join(folder, "locks");
  mkdirSync(locks, { recursive: true });
  for (const [name, text] of Object.entries(LOCKS)) writeFileSync(join(locks, name), change(text));
}

beforeAll(async () => {
  const copy = new WorkingCopy("mlapp");
  writeLocks(copy);
  expect((await copy.synth()).error).toBeUndefined();
  output = new EditedOutput(copy);
});

beforeEach(() => output.restore());

test("the recorded lock file in each stack is no edit, and is compared", () => {
  expect(output.edits()).toEqual([]);
  expect(output.check().stdout).not.toContain("not compared");
});

test("an edited lock file is one edit", () => {
  output.write(LOCK, output.read(LOCK).replace("5.100.0", "5.99.0"));
  expect(output.edits()).toEqual(["mlapp-network .terraform.lock.hcl"]);
});

test("a removed lock file is one edit", () => {
  output.remove(LOCK);
  expect(output.edits()).toEqual(["mlapp-network .terraform.lock.hcl"]);
});

test("locks that changed after the synth are other inputs, as before", () => {
  writeLocks(output.copy, (text) => text.replaceAll("5.100.0", "5.101.0"));
  try {
    expect(output.check().stderr).toMatch(/got the output of other inputs: \S*locks/);
  } finally {
    writeLocks(output.copy);
  }
});

test("an own file with a name that only a later, locked release has is no edit", async () => {
  const later = new WorkingCopy("mlapp");
  writeLocks(later, (text) => text.replaceAll("5.100.0", "6.999.0"));
  const file = join(later.environments, "mlapp/network/later.tf");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'data "aws_caller_identity" "one" {\n  of_a_later_release = true\n}\n');
  expect((await later.synth()).error).toBeUndefined();
  expect(new EditedOutput(later).edits()).toEqual([]);
});
