import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { planWith } from "../../support/changed-plans";
import { argoCdIn } from "../../support/argo-cd";
import { withHub } from "../../support/hub";
import { withMoreIds, withPeering } from "../../support/network-by-ids";
import { withPodRange } from "../../support/pod-range";
import { Plan } from "../../support/plan";
import { synthesizedTexts } from "../../support/synthesized-texts";
import { type Arguments, argumentsOf, argumentsVersion } from "../../support/provider-arguments";
import { readStacks } from "../../../src/terraform/output";
import { WORKING_HOURS } from "../../support/off-hours";
import { TRAINING_VPCS } from "../../support/training-vpcs";
import { type StackJson, asObject } from "../../../src/terraform/stack-json";
import { awsBlocks, awsReads } from "./harness/aws-blocks";
import { type Finished, run as runProgram } from "./harness/processes";
import {
  type ProviderSchema,
  argumentsIn,
  blockOf,
  isDeprecated,
  writtenIn,
} from "./harness/provider-schema";
import { missingProviders } from "./harness/providers";
import { requiredProviders } from "./harness/required-providers";
import { currentRun, measured } from "./harness/run";
import { ROOT } from "./harness/synth";
import { isolated } from "./harness/variables";
import { admits } from "./harness/version-constraint";

const AWS = "hashicorp/aws";
const RANGE = ">= 5.100.0, < 7.0.0, != 6.14.0, != 6.22.0";
const NEWEST = argumentsVersion("aws");

/**
 * Attributes that version 6.0 deprecated or redefined, where the arguments alone do not show it.
 *
 * Source: Terraform AWS Provider Version 6 Upgrade Guide (read 2026-11-20)
 */
const READS_CHANGED_IN_6 = [
  "aws_s3_bucket.region",
  "data.aws_region.name",
  "data.aws_s3_bucket.region",
  "data.aws_vpc_endpoint_service.region",
  "data.aws_vpc_peering_connection.region",
];

const run = currentRun();
const published = readStacks(run.synthesized);
/** A model that was removed and is added again. */
const again = new Map([
  ["mlapp-cluster", new Map([["aws_ecr_repository.model_service", "mlapp/model-service"]])],
]);
/** Parts that no reference environment has. */
const PARTS = {
  "argo-cd": argoCdIn("us-east-1"),
  "pull-through-cache": {},
  "cluster-autoscaler": {},
  "ebs-csi": {},
  prometheus: {},
  alerts: { email: "oncall@example.com" },
  mlflow: { imageTag: "1.0.0" },
  "github-actions": { repository: "example/models", branch: "main", provider: "existing" },
  "off-hours": WORKING_HOURS,
  backups: {
    email: "platform@example.com",
    lock: { minRetentionDays: 7, maxRetentionDays: 365, permanentAfterDays: 14 },
  },
};
/**
 * The reference environments, one with an option that none of them has, for the argument that only it emits, one that
 * imports a repository, and those with other parts.
 */
const stacks: readonly StackJson[] = [
  ...published.map(({ stack }) => stack),
  ...planWith("retail-forecast", { cluster: { apiAccess: { publicCidrs: ["192.0.2.0/24"] } } }).stacks,
  ...new Plan("mlapp", synthesizedTexts("mlapp", {}, again)).stacks,
  ...planWith("mlapp", { components: PARTS }).stacks,
  ...planWith("ml-inference-prod", {
    network: { egress: "none" },
    modelBucket: { existingName: "company.models-1" },
  }).stacks,
  ...TRAINING_VPCS.flatMap(([, plan]) => plan.stacks),
  ...[withMoreIds(), withPeering(), withHub(), withPodRange()].flatMap((plan) => plan.stacks),
];
const blocks = stacks.flatMap(awsBlocks);
const types = [...new Set(blocks.map(({ type }) => type))];
const reads = stacks.flatMap(awsReads);

test("every stack requires the same range of versions", () => {
  const required = stacks.map(({ terraform }) => asObject(terraform["required_providers"])["aws"]);
  expect(required).toEqual(stacks.map(() => ({ source: AWS, version: RANGE })));
});

test("the tested blocks include every AWS type that the source can emit", () => {
  const sources = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(ROOT, "src", file), "utf8"));
  const modules = sources.flatMap((text) => [...text.matchAll(/"@cdktf\/provider-aws\/lib\/([\w-]+)"/g)]);
  expect([...new Set(modules.map(([, module = ""]) => typeOf(module)))].sort()).toEqual([...types].sort());
});

test("aws 6: no deprecated or redefined attribute is read", () => {
  expect(reads).not.toEqual([]);
  const changed = reads.map((read) => read.join(".")).filter((read) => READS_CHANGED_IN_6.includes(read));
  expect(changed).toEqual([]);
});

// `describe.each` fails if the mirror has no version in the range.
describe.each((run.providers[AWS] ?? []).filter((version) => admits(RANGE, version)))("aws %s", (version) => {
  const folder = join(run.folder, "versions", version);
  const installed = published.filter(
    ({ stack }) => missingProviders(requiredProviders(stack), run.providers).length === 0,
  );
  let schema: ProviderSchema;

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    // All stacks are modules of one root, so that a version is loaded only once.
    const modules = installed.map(({ stack, folder: of }) => [
      stack.name,
      { source: relative(folder, join(run.synthesized, of)) },
    ]);
    const root = {
      terraform: { required_providers: { aws: { source: AWS, version: `= ${version}` } } },
      module: Object.fromEntries(modules) as object,
    };
    writeFileSync(join(folder, "versions.tf.json"), JSON.stringify(root));
    await terraform("init", "-input=false", `-plugin-dir=${run.pluginDir}`);
    const { stdout } = await terraform("providers", "schema", "-json");
    const { provider_schemas: schemas } = JSON.parse(stdout) as {
      provider_schemas: Readonly<Record<string, ProviderSchema>>;
    };
    schema = schemas[`registry.terraform.io/${AWS}`] as ProviderSchema;
  });

  function terraform(name: string, ...args: string[]): Promise<Finished> {
    const env = isolated(process.env, run.folder);
    const command = { program: "terraform", args: [name, ...args], cwd: folder, env };
    const step = { test: "versions", stack: `aws ${version}`, name };
    return measured(run, step, () => runProgram(command, name === "validate" ? [0, 1] : [0]));
  }

  test("every stack whose providers are installed is valid, without warnings", async () => {
    const { stdout } = await terraform("validate", "-json");
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { summary: string; detail: string }[] };
    // A module has no backend, so each stack causes this warning, which shows that it was validated.
    const isOfModules = ({ summary }: { summary: string }) => summary === "Backend configuration ignored";
    expect(diagnostics.filter((each) => !isOfModules(each))).toEqual([]);
    expect(diagnostics.filter(isOfModules)).toHaveLength(installed.length);
    expect(installed).not.toEqual([]);
  });

  test("every argument that a stack writes exists and is not deprecated", () => {
    const known = new Map(types.map((type) => [type, new Set(argumentsIn(blockOf(schema, type)))]));
    const written = blocks.flatMap(({ type, at, config }) =>
      writtenIn(config, blockOf(schema, type)).map((path) => ({ type, at, path })),
    );
    const willDrop = ({ type, path }: { type: string; path: string }) =>
      isDeprecated(blockOf(schema, type), path);
    expect(written.length).toBeGreaterThan(blocks.length);
    expect(written.filter(({ type, path }) => !known.get(type)?.has(path))).toEqual([]);
    expect(written.filter(willDrop)).toEqual([]);
    // The schema contains deprecated arguments that could be found.
    const all = [...known].flatMap(([type, paths]) => [...paths].map((path) => ({ type, path })));
    expect(all.filter(willDrop)).not.toEqual([]);
  });

  test("no attribute that a stack reads is deprecated", () => {
    const dropped = reads.filter(([type, attribute]) => isDeprecated(blockOf(schema, type), attribute));
    expect(reads).not.toEqual([]);
    expect(dropped).toEqual([]);
  });

  test(`no stack writes an argument that only ${NEWEST} has`, () => {
    const onlyNewest = types.flatMap((type) => {
      const known = argumentsIn(blockOf(schema, type));
      const added = argumentPaths(argumentsOf(type)).filter((path) => !known.includes(path));
      return added.map((path) => `${type} ${path}`);
    });
    if (version.startsWith("5.")) {
      expect(onlyNewest).toEqual(
        expect.arrayContaining(["aws_vpc region", "aws_eks_cluster deletion_protection"]),
      );
    }
    const written = blocks.flatMap(({ type, config }) =>
      writtenIn(config, blockOf(schema, type)).map((path) => `${type} ${path}`),
    );
    expect(written.length).toBeGreaterThan(blocks.length);
    expect(written.filter((path) => onlyNewest.includes(path))).toEqual([]);
  });
});

/** Terraform type of a module: `aws_vpc` for `vpc`, `data.aws_vpc` for `data-aws-vpc`. */
function typeOf(module: string): string {
  const name = module.replaceAll("-", "_");
  if (name === "provider") return "provider.aws";
  return name.startsWith("data_aws_") ? name.replace("data_", "data.") : `aws_${name}`;
}

/** Paths of arguments at any depth. */
function argumentPaths(known: Arguments): string[] {
  return [...known].flatMap(([name, shape]) => [
    name,
    ...(shape.kind === "nested" ? argumentPaths(shape.of()).map((path) => `${name}.${path}`) : []),
  ]);
}
