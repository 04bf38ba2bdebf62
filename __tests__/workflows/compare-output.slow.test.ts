import { createHash } from "node:crypto";
import { symlinkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Machine } from "./machine";
import { writeRecord as writeSynthRecord } from "../../src/base/synth-record";

const FILES = [".terraform.lock.hcl", "cdk.tf.json", "charts/own/Chart.yaml"];
const sha256 = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");

/** A machine with the record of its output, as a job downloads them. */
function downloaded() {
  const machine = new Machine("cluster");
  const record = join(machine.root, "cdktf.out/.synth-files.json");
  const writeRecord = (): string => {
    const digests = FILES.map((file): [string, string] => {
      const path = `stacks/${machine.stack.split("/").at(-1) ?? ""}/${file}`;
      return [path, sha256(readFileSync(join(machine.root, "cdktf.out", path)))];
    });
    const other = ["stacks/other/cdk.tf.json", sha256("other")] as const;
    writeSynthRecord(join(machine.root, "cdktf.out"), new Map([...digests, other]));
    return sha256(readFileSync(record));
  };
  const digest = writeRecord();
  const compare = (given = digest) => machine.run("compare-output.mjs", { RECORD: given });
  return { machine, record, writeRecord, compare };
}

test("accepts the files of a stack as the record has them", () => {
  const { compare } = downloaded();
  expect(compare()).toMatchObject({ status: 0, printed: "ml-inference-prod-cluster: 3 files as reviewed\n" });
});

const EDITS: readonly (readonly [string, (machine: Machine) => void, string])[] = [
  ["a changed stack", (machine) => machine.write("cdk.tf.json", "{}"), "changed cdk.tf.json"],
  [
    "a changed file of a chart",
    (machine) => machine.write("charts/own/Chart.yaml", "name: other"),
    "changed charts/own/Chart.yaml",
  ],
  ["an added file", (machine) => machine.write("extra.tf", ""), "added extra.tf"],
  [
    "an added folder of Terraform",
    (machine) => {
      mkdirSync(join(machine.root, machine.stack, ".terraform"));
      machine.write(".terraform/terraform.tfstate", "{}");
    },
    "added .terraform/terraform.tfstate",
  ],
  ["an added state", (machine) => machine.write("terraform.tfstate", "{}"), "added terraform.tfstate"],
  [
    "a removed file",
    (machine) => rmSync(join(machine.root, machine.stack, ".terraform.lock.hcl")),
    "removed .terraform.lock.hcl",
  ],
  [
    "a link in place of a file",
    (machine) => {
      const file = join(machine.root, machine.stack, "cdk.tf.json");
      const moved = join(machine.root, "moved.json");
      writeFileSync(moved, readFileSync(file));
      rmSync(file);
      symlinkSync(moved, file);
    },
    "no file: cdk.tf.json",
  ],
];

test.each(EDITS)("stops for %s, and names it", (_, edit, expected) => {
  const { machine, compare } = downloaded();
  edit(machine);
  const { status, printed } = compare();
  expect(status).toBe(1);
  expect(printed).toContain(expected);
  expect(printed).toContain("start the workflow again");
});

test("names all edits at once", () => {
  const { machine, compare } = downloaded();
  machine.write("cdk.tf.json", "{}");
  machine.write("extra.tf", "");
  expect(compare().printed).toContain("changed cdk.tf.json, added extra.tf");
});

test("stops for a record that was written again after the review, with files that agree with it", () => {
  const { machine, writeRecord, compare } = downloaded();
  machine.write("cdk.tf.json", "{}");
  writeRecord();
  const { status, printed } = compare();
  expect(status).toBe(1);
  expect(printed).toContain("cdktf.out/.synth-files.json: got another record than the review's");
});

test.each(["", "0".repeat(64)])("stops without the digest of the review's record: '%s'", (given) =>
  expect(downloaded().compare(given).status).toBe(1),
);

test("stops without a record", () => {
  const { record, compare } = downloaded();
  rmSync(record);
  const { status, printed } = compare();
  expect(status).toBe(1);
  expect(printed).toContain("got no record");
});
