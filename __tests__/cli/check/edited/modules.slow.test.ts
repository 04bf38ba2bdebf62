import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VERSION } from "../../../../src/base/version";
import { runCheck } from "../../../../src/cli/check/command";
import { resynthesize } from "../../../../src/synth/resynthesize";
import { trialSynth } from "../../../../src/synth/trial-synth";
import { runOf } from "../../../support/command-runs";
import { TODAY } from "../../../support/findings";
import { EditedOutput } from "../../../support/edited-output";
import { EVERY_SETTING, publishTo } from "../../../support/published-output";
import { HandedModules } from "../handed-modules";

type Block = any; // eslint-disable-line @typescript-eslint/no-explicit-any -- JSON of any block

const work = mkdtempSync(join(tmpdir(), "edited-modules-"));
const out = join(work, "out");
const handed = new HandedModules(join(work, "handed"));
const NAMES = ["ml-platform", "language-models"] as const;
const MAY_BE_EDITED = "blocks with unjudged parts that may be edited";
const edited = join(work, "edited");

beforeAll(async () => {
  await publishTo(out, { "ml-platform": {}, "language-models": {}, mlapp: {} }, VERSION, EVERY_SETTING);
});

interface Report {
  readonly findings: readonly {
    check: string;
    severity: string;
    stack: string;
    address: string;
    message: string;
  }[];
  readonly notProved: readonly { what: string; names?: readonly string[] }[];
}

const check = (...args: string[]): Report =>
  JSON.parse(
    runOf((output) =>
      runCheck([...args, "--json"], { variables: {}, today: TODAY, resynthesize, trialSynth }, output),
    ).stdout,
  ) as Report;

const differing = (report: Report): Report["findings"] =>
  report.findings.filter((each) => each.check === "differs-from-synth");

async function copyOf(environment: string): Promise<string> {
  rmSync(edited, { recursive: true, force: true });
  cpSync(await handed.folderOf(environment, "json", out), edited, { recursive: true });
  return edited;
}

/** Edits the first block with an address, in the file that has it. */
function edit(layer: string, address: string, change: (block: Block) => void): void {
  const [section = "", ...names] = address.split(".");
  const folder = join(edited, layer);
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".tf.json"))) {
    const file = join(folder, name);
    const json = JSON.parse(readFileSync(file, "utf8")) as Block;
    const found = names.reduce<Block>((all, key) => all?.[key], json[section]);
    if (found === undefined) continue;
    change(Array.isArray(found) ? found[0] : found);
    writeFileSync(file, JSON.stringify(json, null, 2));
    return;
  }
  throw new Error(`no ${address}`);
}

test.each(NAMES)("the untouched modules of %s differ in nothing from synth", async (environment) => {
  const report = check("--module", await copyOf(environment));
  expect(differing(report)).toEqual([]);
  expect(report.notProved.map(({ what }) => what)).not.toContain(
    "blocks with unjudged parts that may be edited",
  );
});

/** Dangerous edits of an owner that no check named: layer, block, edit, and the path in the message. */
const EDITS: readonly (readonly [
  title: string,
  layer: string,
  address: string,
  (block: Block) => void,
  path: string,
])[] = [
  [
    "endpoints of a provider",
    "network",
    "provider.aws",
    (b) => (b.endpoints = [{ sts: "https://sts.example.net" }]),
    "endpoints",
  ],
  [
    "another role of a provider",
    "cluster",
    "provider.aws",
    (b) => (b.assume_role = [{ role_arn: "arn:aws:iam::999988887777:role/x" }]),
    "assume_role",
  ],
  [
    "a foreign image of nodes",
    "cluster",
    "resource.aws_launch_template.general",
    (b) => (b.image_id = "ami-0123456789abcdef0"),
    "image_id",
  ],
  [
    "garbage as user data",
    "cluster",
    "resource.aws_launch_template.general",
    (b) => (b.user_data = "AAAA"),
    "user_data",
  ],
  [
    "a program that renders a chart",
    "platform",
    "resource.helm_release.load_balancer_controller",
    (b) => (b.postrender = [{ binary_path: "./x.sh" }]),
    "postrender",
  ],
  [
    "values of a chart that are no YAML",
    "platform",
    "resource.helm_release.cluster_autoscaler",
    (b) => b.values.push(": ["),
    "values",
  ],
  [
    "no network policies",
    "cluster",
    "resource.aws_eks_addon.vpc_cni",
    (b) => (b.configuration_values = "{}"),
    "configuration_values",
  ],
  [
    "a longer wait of a key",
    "cluster",
    "resource.aws_kms_key.cluster",
    (b) => (b.deletion_window_in_days = 7),
    "deletion_window_in_days",
  ],
  [
    "an annotation beside the checksum of a file",
    "models",
    "resource.kubernetes_deployment_v1.demand_forecast",
    (b) => (b.spec.template.metadata.annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"] = "true"),
    "spec.template.metadata.annotations",
  ],
  [
    "a chart from a stranger",
    "platform",
    "resource.helm_release.cluster_autoscaler",
    (b) => (b.repository = "https://charts.example.net"),
    "repository",
  ],
];

/** A folder with all edits, whose report is made once. */
describe("an edit that no list calls harmless is named", () => {
  let report: Report;

  beforeAll(async () => {
    await copyOf("ml-platform");
    for (const [, layer, address, change] of EDITS) edit(layer, address, change);
    report = check("--module", edited);
  });

  test.each(EDITS)("%s", (_, layer, address, __, path) => {
    const block = address.replace(/^resource\./, "");
    const found = differing(report).filter(
      (each) => each.stack === `ml-platform-${layer}` && each.address === block,
    );
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(path)]);
    expect(found.map(({ severity }) => severity)).toEqual(["warning"]);
  });

  test("blocks without an edit have no line", () => {
    expect(differing(report)).toHaveLength(
      new Set(EDITS.map(([, layer, address]) => `${layer} ${address}`)).size,
    );
  });

  test("not proved names each argument", () => {
    const { names = [] } =
      report.notProved.find(({ what }) => what === "arguments that differ from synth") ?? {};
    for (const [, , , , path] of EDITS) expect(names.filter((name) => name.includes(path))).not.toEqual([]);
  });
});

test("edits of harmless arguments, and other values of variables, are not named", async () => {
  await copyOf("ml-platform");
  edit("cluster", "resource.aws_kms_key.cluster", (block) => (block.description = "Encrypts secrets"));
  edit("network", "resource.aws_vpc.main", (block) => (block.tags = { ...block.tags, CostCentre: "4711" }));
  const file = join(edited, "models", "ml-platform.tfvars.json");
  const values = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  expect(values["fraud_detection_startup_seconds"]).toBeDefined();
  writeFileSync(file, JSON.stringify({ ...values, fraud_detection_startup_seconds: 240 }));
  expect(differing(check("--module", edited))).toEqual([]);
});

describe("a value that a rule of synth refuses is an error", () => {
  const withValue = async (name: string, value: number): Promise<Report["findings"]> => {
    await copyOf("ml-platform");
    const file = join(edited, "models", "ml-platform.tfvars.json");
    const values = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    expect(values[name]).toBeDefined();
    writeFileSync(file, JSON.stringify({ ...values, [name]: value }));
    return check("--module", edited).findings.filter((each) => each.check === "settings-allowed");
  };

  test("beyond its bound, with the name of the variable", async () => {
    const [found, ...others] = await withValue("fraud_detection_startup_seconds", 5000);
    expect(others).toEqual([]);
    expect(found?.severity).toBe("error");
    expect(found?.message).toMatch(
      /^fraud_detection_startup_seconds \(models\/ml-platform\.tfvars\.json\): given 5000, expected /,
    );
  });

  test("beside the value of another variable", async () => {
    const found = await withValue("fraud_detection_min_replicas", 50);
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining("replicas")]);
  });
});

test.each([
  ["without checks.json", (file: string) => rmSync(file)],
  [
    "of another version",
    (file: string) =>
      writeFileSync(file, readFileSync(file, "utf8").replace(/"version": "[^"]*"/, '"version": "0.0.1"')),
  ],
])("modules %s are not compared, and the blocks that may be edited are counted", async (_, change) => {
  await copyOf("mlapp");
  change(join(edited, "checks.json"));
  const report = check("--module", edited);
  expect(differing(report)).toEqual([]);
  expect(report.notProved.map(({ what }) => what)).toContain(MAY_BE_EDITED);
});

describe("an output without its inputs", () => {
  let output: EditedOutput;
  const checkAlone = (): Report => {
    const options = { variables: { ENVIRONMENTS_DIR: work }, today: TODAY, resynthesize, trialSynth };
    const { stdout } = runOf((each) => runCheck(["--in", output.outdir, "--json"], options, each));
    return JSON.parse(stdout) as Report;
  };

  beforeAll(async () => {
    output = await EditedOutput.of("mlapp");
  });

  test("differs in nothing from a synth of its record", () => {
    const report = checkAlone();
    expect(differing(report)).toEqual([]);
    expect(report.notProved.map(({ what }) => what)).not.toContain(MAY_BE_EDITED);
  });

  test("has a line for an edit with a forged record", () => {
    output.editStack(
      "mlapp-network",
      ({ provider }) => (provider.aws[0].endpoints = [{ sts: "https://sts.example.net" }]),
    );
    output.forgeRecord();
    expect(differing(checkAlone())).toEqual([
      expect.objectContaining({ address: "provider.aws", stack: "mlapp-network" }),
    ]);
  });

  test("has a line for a block that is gone", () => {
    output.restore();
    output.editStack("mlapp-network", ({ resource }) => delete resource.aws_vpc_endpoint.s3);
    output.forgeRecord();
    expect(differing(checkAlone()).map(({ address }) => address)).toContain("aws_vpc_endpoint.s3");
  });
});
