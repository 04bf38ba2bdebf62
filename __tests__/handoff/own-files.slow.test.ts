import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Parity } from "../../src/handoff/bundle/parity-file";
import { runHandoff } from "../../src/handoff/command";
import { readHcl } from "../../src/handoff/parity/read-hcl";
import { type Run, runOfAsync } from "../support/command-runs";
import { knownTrials } from "../support/known-trials";
import { WorkingCopy } from "../support/working-copy";
import { resynthesize } from "../../src/synth/resynthesize";

const HCL = `# a topic of another region
provider "aws" {
  alias  = "dns"
  region = "us-east-1"

  allowed_account_ids = ["333344445555"]

  default_tags {
    tags = {
      project     = "mlapp"
      environment = "mlapp"
      layer       = "network"
      owner       = "mlops-team"
      repository  = "example/mlapp"
    }
  }
}

data "aws_iam_policy_document" "lookup" {
}

resource "aws_ssm_parameter" "vpc" {
  provider = aws.dns
  name     = "/platform/vpc"
  type     = "String"
  value    = aws_vpc.main.id
}
`;
const JSON_FILE = `${JSON.stringify({ output: { own_vpc: { value: "\${aws_vpc.main.id}" } } }, null, 2)}\n`;

async function synthesized(files: Readonly<Record<string, string>>): Promise<WorkingCopy> {
  const copy = new WorkingCopy("mlapp");
  for (const [path, text] of Object.entries(files)) {
    const file = join(copy.environments, "mlapp", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect((await copy.synth()).error).toBeUndefined();
  return copy;
}

function handOver(copy: WorkingCopy, format: string, ...args: readonly string[]): Promise<Run> {
  const variables = { ENVIRONMENTS_DIR: copy.environments, CDKTF_OUTDIR: copy.outdir };
  const out = join(copy.folder, format);
  const options = args.length > 0 ? args : ["--environments", "mlapp", "--out", out, "--format", format];
  return runOfAsync((output) =>
    runHandoff(options, { variables, commit: () => "c", resynthesize, trialSynth: knownTrials }, output),
  );
}

let copy: WorkingCopy;
beforeAll(async () => {
  copy = await synthesized({ "network/lookup.tf": HCL, "network/outputs.tf.json": JSON_FILE });
});

describe.each(["hcl", "json"])("as %s", (format) => {
  const text = (path: string): string => readFileSync(join(copy.folder, format, path), "utf8");
  const parity = (): Parity => JSON.parse(text("parity.json")) as Parity;

  beforeAll(async () => {
    expect(await handOver(copy, format)).toMatchObject({ status: 0, stderr: "" });
  });

  test("own files are in the module as they are", () => {
    expect(text("network/own-lookup.tf")).toBe(HCL);
    expect(text("network/own-outputs.tf.json")).toBe(JSON_FILE);
  });

  test("no generated file has their blocks", async () => {
    const generated = Object.keys(parity().files).filter((path) => path.startsWith("network/"));
    for (const path of generated.filter((each) => !each.includes("own-") && !each.includes("README")))
      expect(text(path)).not.toMatch(/ssm_parameter|own_vpc/);
    if (format === "hcl") readHcl(new Map([["own-lookup.tf", text("network/own-lookup.tf")]]));
  });

  test("the proof lists them as the owner's, apart from what was compared", () => {
    const { network, cluster } = parity().modules;
    expect(Object.keys(network?.own ?? {})).toEqual(["own-lookup.tf", "own-outputs.tf.json"]);
    expect(network?.blocks["resource aws_ssm_parameter"]).toBeUndefined();
    expect(cluster).not.toHaveProperty("own");
  });

  test("the page of the module names them", () => {
    expect(text("network/README.md")).toMatch(/`own-lookup\.tf`/);
    expect(text("cluster/README.md")).not.toContain("own-");
  });

  test("the test of the module mocks the alias of an own provider", () => {
    expect(text(`network/tests/network.tftest.${format}`)).toMatch(/alias"? *[:=] "dns"/);
  });

  test("a later comparison finds the folder current", async () => {
    expect(await handOver(copy, format, "--check", join(copy.folder, format))).toMatchObject({ status: 0 });
  });
});

test("fails when an own variable has the name of a variable of the module", async () => {
  const other = await synthesized({
    "network/names.tf": 'variable "flow_log_retention_days" {\n  default = 1\n}\n',
  });
  const { status, stderr } = await handOver(other, "hcl");
  expect(status).toBe(1);
  expect(stderr).toMatch(/own-names\.tf:1:1: got var\.flow_log_retention_days, .*rename it/);
});
