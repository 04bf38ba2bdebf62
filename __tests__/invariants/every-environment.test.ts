import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../src/synth/app";
import { LAYERS } from "../../src/base/layers";
import { type Json, type StackJson, asArray, asObject } from "../../src/terraform/stack-json";
import { ENVIRONMENTS, configWith, filesOf } from "../support/environments";
import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";

const ALL_STACKS = ENVIRONMENTS.flatMap((environment) => planOf(environment).stacks);

/** Every text in a value, including keys, and its path. */
function texts(value: Json, at = ""): { at: string; text: string }[] {
  if (typeof value === "string") return [{ at, text: value }];
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => texts(item, `${at}[${index}]`));
  return Object.entries(asObject(value)).flatMap(([key, item]) => [
    { at, text: key },
    ...texts(item, `${at}.${key}`),
  ]);
}

/** IAM statements of all policies in a stack: identity, resource, trust and endpoint policies. */
function statements(stack: StackJson): { address: string; statement: Record<string, Json> }[] {
  return stack.resources().flatMap(({ address, config }) =>
    texts(config).flatMap(({ text }) =>
      text.startsWith('{"Version":"2012-10-17"')
        ? asArray(asObject(JSON.parse(text) as Json)["Statement"]).map((statement) => ({
            address: `${stack.name} ${address}`,
            statement: asObject(statement),
          }))
        : [],
    ),
  );
}

describe.each(ENVIRONMENTS)("%s", (environment) => {
  const { stacks } = planOf(environment);

  test("reads only existing outputs of other layers", () => {
    const reads = stacks.flatMap((stack) =>
      texts(stack.json).flatMap(({ at, text }) =>
        [...text.matchAll(/data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)/g)].map(
          ([, layer, output]) => ({
            at: `${stack.name}${at}`,
            layer,
            output: output as string,
          }),
        ),
      ),
    );
    expect(reads).not.toEqual([]);
    const missing = reads.filter(
      ({ layer, output }) =>
        !(output in (stacks.find((stack) => stack.name === `${environment}-${layer}`)?.outputs ?? {})),
    );
    expect(missing).toEqual([]);
  });

  test("TAG-01 tags every taggable resource with project, environment, layer, owner and repository", () => {
    const { project, owner, repository, tags } = configWith(environment);
    expect(stacks).toHaveLength(LAYERS.length);
    for (const stack of stacks) {
      // The bucket and folder of the states, which no other environment has.
      const backend = asObject(asObject(asObject(stack.json["terraform"])["backend"])["s3"]);
      const [folder = ""] = String(backend["key"]).split("/");
      const identity = { "private-eks-inference": `${String(backend["bucket"])}/${folder}` };
      const layer = stack.name.slice(environment.length + 1);
      const aws = asArray(stack.providers["aws"]).map(asObject);
      expect(aws).not.toEqual([]);
      expect(aws.map((provider) => provider["default_tags"])).toEqual(
        aws.map(() => [{ tags: { ...tags, project, environment, layer, owner, repository, ...identity } }]),
      );
    }
  });

  test("runs only in its own account", () => {
    const { account } = configWith(environment);
    expect(stacks).toHaveLength(LAYERS.length);
    for (const stack of stacks) {
      const aws = asArray(stack.providers["aws"]).map(asObject);
      expect(aws.length).toBeGreaterThan(0);
      expect(aws.map((provider) => provider["allowed_account_ids"])).toEqual(aws.map(() => [account]));
    }
  });

  test("has version constraints for Terraform and for every provider that it uses", () => {
    expect(stacks).toHaveLength(LAYERS.length);
    for (const stack of stacks) {
      expect(stack.terraform["required_version"]).toBe(">= 1.11.0");
      const required = asObject(stack.terraform["required_providers"]);
      expect(Object.keys(required).sort()).toEqual(Object.keys(stack.providers).sort());
      const versions = Object.values(required).map((provider) => asObject(provider)["version"]);
      expect(versions).not.toEqual([]);
      expect(
        versions.filter(
          (version) => !/^>= \d+\.\d+\.\d+, < \d+\.\d+\.\d+(, != \d+\.\d+\.\d+)*$/.test(String(version)),
        ),
      ).toEqual([]);
    }
  });
});

test("every address is readable and has no hash", () => {
  const names = ALL_STACKS.flatMap((stack) => stack.resources().map(({ name }) => name));
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))).toEqual([]);
  expect(names.filter((name) => /_[0-9A-F]{8}$/.test(name))).toEqual([]);
});

test("no stack contains a token of cdktf", () => {
  const all = ALL_STACKS.flatMap((stack) => texts(stack.json));
  expect(all.length).toBeGreaterThan(1000);
  expect(all.filter(({ text }) => text.includes("TfToken["))).toEqual([]);
});

/** Its file has `s3Policy: full-access`, which a waiver accepts. */
const OPEN_ENDPOINT = "retail-forecast-option-b-network aws_vpc_endpoint.s3";

test("no policy statement allows every action", () => {
  const all = ALL_STACKS.flatMap(statements);
  expect(all.length).toBeGreaterThan(20);
  const open = all.filter(
    ({ address, statement }) =>
      statement["Effect"] === "Allow" &&
      [statement["Action"]].flat().includes("*") &&
      address !== OPEN_ENDPOINT,
  );
  expect(open).toEqual([]);
});

test("no trust policy allows every principal", () => {
  const trusts = ALL_STACKS.flatMap((stack) =>
    stack.resources("aws_iam_role").map(({ address, config }) => ({
      address,
      statements: asArray(
        asObject(JSON.parse(String(config["assume_role_policy"])) as Json)["Statement"],
      ).map(asObject),
    })),
  );
  expect(trusts).not.toEqual([]);
  const open = trusts.filter(({ statements: all }) =>
    all.some(({ Principal }) => JSON.stringify(Principal ?? "*").includes("*")),
  );
  expect(open).toEqual([]);
});

test.each([
  ["us-gov-west-1", "aws-us-gov"],
  ["cn-north-1", "aws-cn"],
])("in %s no ARN has the commercial partition", (region, partition) => {
  const { stacks } = planWith("ml-inference-prod", {
    region,
    cluster: { admins: [`arn:${partition}:iam::222233334444:role/ml-platform-admin`] },
    components: { "private-link": { principals: [`arn:${partition}:iam::222233334444:root`] } },
  });
  const arns = stacks.flatMap((stack) => texts(stack.json)).filter(({ text }) => text.includes("arn:"));
  expect(arns).not.toEqual([]);
  expect(arns.filter(({ text }) => text.includes("arn:aws:"))).toEqual([]);
});

test("two synths of all environments are byte-identical", () => {
  const environments = ENVIRONMENTS.map((name) => ({
    name,
    config: configWith(name),
    files: filesOf(configWith(name)),
  }));
  const [first, second] = [written(environments), written(environments)];
  expect(first.size).toBeGreaterThan(ENVIRONMENTS.length * 2);
  expect([...second]).toEqual([...first]);
});

function written(environments: Parameters<typeof synthesize>[0]): Map<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    synthesize(environments, outdir);
    const files = readdirSync(outdir, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(outdir, path)).isFile())
      .sort();
    return new Map(files.map((path) => [path, readFileSync(join(outdir, path), "utf8")]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
