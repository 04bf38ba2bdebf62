import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EditedOutput, type Stack } from "../../../support/edited-output";

const [NAME, OTHER] = ["mlapp", "retail-forecast"];
const RECORD = `stacks/${NAME}-state/environment.json`;

let output: EditedOutput;
let nowhere: string;

beforeAll(async () => {
  output = await EditedOutput.of(NAME, OTHER);
  nowhere = mkdtempSync(join(tmpdir(), "no-environments-"));
});

beforeEach(() => output.restore());

const openApi = ({ resource }: Stack): void => {
  resource.aws_eks_cluster.main.vpc_config.endpoint_public_access = true;
};

const CLUSTER = `${NAME}-cluster aws_eks_cluster.main`;

describe("with the inputs on this machine", () => {
  test("an edit is found although the record has its digest", () => {
    output.editStack(`${NAME}-cluster`, openApi);
    output.forgeRecord();
    expect(output.edits()).toEqual([CLUSTER]);
  });

  test("an edit is found although the record names inputs that are nowhere", () => {
    output.editStack(`${NAME}-cluster`, openApi);
    output.edit(RECORD, (record) => (record.inputs = { "/nowhere/mlapp.yaml": "0123456789abcdef" }));
    output.forgeRecord();
    expect(output.edits()).toContain(CLUSTER);
    expect(output.edits()).toContain(`${NAME}-state environment.json`);
  });

  test("an edit is found although the record names a folder with other inputs", () => {
    const folder = join(mkdtempSync(join(tmpdir(), "other-inputs-")), "environments");
    cpSync(output.copy.environments, folder, { recursive: true });
    output.editStack(`${NAME}-cluster`, openApi);
    output.edit(RECORD, (record) => {
      const inputs = Object.entries(record.inputs as Record<string, string>);
      record.inputs = Object.fromEntries(
        inputs.map(([file, digest]) => [file.replace(output.copy.environments, folder), digest]),
      );
    });
    output.forgeRecord();
    expect(output.edits()).toContain(CLUSTER);
  });

  test("a waiver that only the record has is an edit, and accepts nothing", () => {
    output.editStack(`${NAME}-network`, ({ resource }) => delete resource.aws_vpc_endpoint.s3);
    const found = output.report().findings.find(({ follows }) => follows) as Stack;
    output.edit(RECORD, ({ waivers }) =>
      waivers.push({
        check: found.check,
        address: found.address,
        finding: found.finding,
        reason: "it is fine",
        until: "2027-05-31",
      }),
    );
    const { findings, status } = output.report();
    expect(output.edits()).toContain(`${NAME}-state environment.json`);
    expect(
      findings.find(({ check, address }) => check === found.check && address === found.address),
    ).not.toHaveProperty("waiver");
    expect(status).toBe(1);
  });

  test("a setting that only the record has is an edit, and is named", () => {
    output.edit(RECORD, ({ settings }) => {
      settings.find(({ path }: { path: string[] }) => path.join(".") === "account").value = "000000000000";
    });
    const [edit, ...others] = output.report().findings.filter(({ check }) => check === "edited");
    expect(edit?.message).toContain("account");
    expect(others).toEqual([]);
  });

  test("a record without the file of a stack does not hide it", () => {
    output.write(
      `stacks/${NAME}-network/own-extra.tf`,
      'resource "aws_vpc" "other" {\n  cidr_block = "10.0.0.0/16"\n}\n',
    );
    output.forgeRecord(`stacks/${NAME}-network/own-extra.tf`);
    expect(output.edits()).toEqual([`${NAME}-network own-extra.tf`]);
  });

  test("another folder of a stack in the manifest is an edit", () => {
    output.edit("manifest.json", ({ stacks }) => {
      stacks[`${NAME}-network`].workingDirectory = `stacks/${OTHER}-network`;
    });
    output.forgeRecord();
    expect(output.edits()).toContain(`${NAME}-network manifest.json`);
  });

  test("the inputs may be named by another path than at the synth", () => {
    const folder = join(mkdtempSync(join(tmpdir(), "moved-")), "environments");
    cpSync(output.copy.environments, folder, { recursive: true });
    expect(output.edits([], folder)).toEqual([]);
    output.editStack(`${NAME}-cluster`, openApi);
    expect(output.edits([], folder)).toEqual([CLUSTER]);
  });

  test("only the named environments are compared", () => {
    output.editStack(`${NAME}-cluster`, openApi);
    output.editStack(`${OTHER}-cluster`, openApi);
    expect(output.edits(["--environments", NAME])).toEqual([CLUSTER]);
    expect(output.edits()).toEqual([CLUSTER, `${OTHER}-cluster aws_eks_cluster.main`]);
  });
});

describe("without the inputs", () => {
  test("an unedited output is unchanged since its synth, and the report says no more", () => {
    const { status, stdout } = output.check([], nowhere);
    expect(status).toBe(0);
    expect(stdout).toContain(
      `${NAME}, ${OTHER}: unchanged since that synth, compared with the record in the output alone; a forged record is not noticed`,
    );
  });

  test("an edited file is found by its digest", () => {
    output.editStack(`${NAME}-cluster`, openApi);
    expect(output.edits([], nowhere)).toEqual([`${NAME}-cluster cdk.tf.json`]);
  });

  test("--manifest compares with a trusted record, which shows a forged one", () => {
    const trusted = join(nowhere, "trusted.json");
    cpSync(output.path(".synth-files.json"), trusted);
    expect(output.edits(["--manifest", trusted], nowhere)).toEqual([]);
    output.editStack(`${NAME}-cluster`, openApi);
    output.forgeRecord();
    expect(output.edits([], nowhere)).toEqual([]);
    expect(output.edits(["--manifest", trusted], nowhere)).toEqual([`${NAME}-cluster cdk.tf.json`]);
    expect(output.check(["--manifest", trusted], nowhere).stdout).toContain(
      `compared with the record ${trusted}`,
    );
  });

  test("--manifest refuses a file that is no record", () => {
    const { status, stderr } = output.check(["--manifest", output.path("manifest.json")], nowhere);
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/^--manifest \S+: got no digests of files, expected /),
    ]);
  });
});

test("an output of another version is read as one without inputs, also where the inputs changed", () => {
  output.edit(RECORD, (record) => {
    record.version = "0.0.1";
    for (const file of Object.keys(record.inputs as object)) record.inputs[file] = "0123456789abcdef";
  });
  output.forgeRecord();
  const { status, stdout } = output.check(["--environments", NAME]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/mlapp: version 0\.0\.1 wrote it, this is \S+: unchanged since that synth/);
});

test("changed inputs of the same version are refused as before", () => {
  const before = output.copy.read(`${NAME}.yaml`);
  output.copy.write(`${NAME}.yaml`, `${before}\n# a note\n`);
  try {
    expect(output.check().stderr).toMatch(/got the output of other inputs: \S+mlapp\.yaml/);
  } finally {
    output.copy.write(`${NAME}.yaml`, before);
  }
});

test("a waiver for an edit is an error that says so", () => {
  const before = output.copy.read(`${NAME}.yaml`);
  output.copy.edit(
    `${NAME}.yaml`,
    /^waivers:\n/m,
    'waivers:\n  - { check: edited, address: aws_eks_cluster.main, finding: abcdefgh, reason: "it is fine", until: "2027-05-31" }\n',
  );
  return output.copy.synth().then(({ error }) => {
    output.copy.write(`${NAME}.yaml`, before);
    expect(error).toContain("no waiver accepts an edit of the output");
  });
});
