import { type JsonObject, StackJson } from "../../../src/terraform/stack-json";
import { BUNDLE_LAYERS, bundle, bundleOfPlan, file, filesOf, loadBundles } from "../../support/bundles";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";

beforeAll(loadBundles);

interface TestFile {
  readonly run: Readonly<
    Record<
      string,
      {
        assert?: { condition: string }[];
        expect_failures?: string[];
        command: string;
        plan_options?: { target: string[] };
      }
    >
  >;
  readonly mock_provider: object;
  readonly override_data?: readonly {
    readonly target: string;
    readonly values: Readonly<Record<string, unknown>>;
  }[];
}

interface MockedProvider {
  readonly mock_resource?: Readonly<Record<string, { defaults: Readonly<Record<string, string>> }>>;
}

const testFile = (environment: string, layer: string): TestFile =>
  JSON.parse(file(environment, `${layer}/tests/${layer}.tftest.json`, "json")) as TestFile;

/** Addresses of the resources and data sources of a module. */
function blocksIn(environment: string, layer: string): string[] {
  const files = filesOf(bundle(environment, "json"), layer);
  return [...files].flatMap(([path, text]) => {
    if (!/^[\w-]+\.tf\.json$/.test(path)) return [];
    const part = new StackJson(path, JSON.parse(text) as JsonObject);
    return [...part.resources(), ...part.dataSources()].map(({ address }) => address);
  });
}

describe.each(ENVIRONMENTS)("the module tests of %s", (environment) => {
  const addressesIn = (layer: string): string[] =>
    Object.values(testFile(environment, layer).run).flatMap(
      ({ assert = [], expect_failures: failures = [] }) => [
        ...assert.flatMap(({ condition }) =>
          [...condition.matchAll(/\b(?:aws|kubernetes|helm)_\w+\.\w+/g)].map(([address]) => address),
        ),
        ...failures.filter((failing) => !failing.startsWith("var.")),
      ],
    );

  test.each(BUNDLE_LAYERS)("%s: conditions refer only to resources of the module", (layer) => {
    const known = blocksIn(environment, layer);
    expect(known.length).toBeGreaterThan(3);
    expect(addressesIn(layer).filter((address) => !known.includes(address))).toEqual([]);
  });

  test("all layers together have more than 20 conditions", () => {
    expect(BUNDLE_LAYERS.flatMap(addressesIn).length).toBeGreaterThan(20);
  });

  test.each(BUNDLE_LAYERS)("%s: every provider is mocked", (layer) => {
    expect(Object.keys(testFile(environment, layer).mock_provider).sort()).toEqual(
      Object.keys(planOf(environment).stack(layer).providers).sort(),
    );
  });

  test.each(BUNDLE_LAYERS)("%s: every run with a condition is a plan", (layer) => {
    const runs = Object.values(testFile(environment, layer).run);
    const judging = runs.filter(({ assert, expect_failures: failures }) => assert ?? failures);
    expect(new Set(judging.map(({ command }) => command))).toEqual(new Set(["plan"]));
    // The others put mocked resources into the state, whose ids and nested rules the conditions compare.
    const others = runs.filter((run) => !judging.includes(run)).flatMap((run) => run.plan_options?.target);
    const applied = /^aws_(route_table|internet_gateway|(default_)?security_group)\./;
    expect(others.filter((target) => target === undefined || !applied.test(target))).toEqual([]);
  });

  test.each(BUNDLE_LAYERS)(
    "%s: each ARN that a resource takes from another one is mocked with an ARN",
    (layer) => {
      const text = file(environment, `${layer}/tests/${layer}.tftest.json`, "json");
      const stack = planOf(environment).stack(layer);
      const types = new Set(stack.resources().map(({ type }) => type));
      const uses = stack
        .resources()
        .map(({ config }) => JSON.stringify(config))
        .join("\n");
      const used = [...uses.matchAll(/\$\{(aws_\w+)\.\w+(?:\[\w+\])?\.arn\}/g)].map(([, type = ""]) => type);
      const { aws = [] } = (JSON.parse(text) as TestFile).mock_provider as Record<string, MockedProvider[]>;
      const lacking = used.filter(
        (type) =>
          types.has(type) &&
          !aws.every((mock) => mock.mock_resource?.[type]?.defaults["arn"]?.startsWith("arn:")),
      );
      expect(lacking).toEqual([]);
    },
  );
});

test.each([
  ["a private API", "cluster", "aws_eks_cluster.main.vpc_config[0].endpoint_private_access &&"],
  ["no public API", "cluster", "aws_eks_cluster.main.vpc_config[0].endpoint_public_access == false"],
  [
    "no route from private subnets to the internet",
    "network",
    "(aws_route.public_internet.route_table_id == aws_route_table.public.id) ? true : (aws_route.public_internet.gateway_id == null",
  ],
  ["an encrypted state", "state", "aws_s3_bucket_server_side_encryption_configuration.state_bucket"],
])("a module test requires %s", (_, layer, condition) => {
  expect(file("retail-forecast", `${layer}/tests/${layer}.tftest.hcl`)).toContain(condition);
});

test("compared resources have ids of their own, since OpenTofu makes up the same id for all", () => {
  const text = JSON.parse(file("retail-forecast", "network/tests/network.tftest.json", "json")) as {
    override_resource: { target: string; values: { id: string } }[];
  };
  const ids = text.override_resource.map(({ values }) => values.id);
  const targets = text.override_resource.map(({ target }) => target);
  expect(targets).toEqual(
    expect.arrayContaining(["aws_route_table.private", "aws_route_table.public", "aws_security_group.alb"]),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test("a module test requires no property that its resources do not have", () => {
  // Public subnets of this environment assign public addresses.
  const text = file("retail-forecast", "network/tests/network.tftest.hcl");
  expect(text).toContain("for found in aws_subnet.private : found.map_public_ip_on_launch == false");
  expect(text).not.toMatch(/aws_subnet\.public\b[^\n]*map_public_ip_on_launch/);
});

test("every data source with a condition on its result has an accepted result, where a mocked one would be refused", () => {
  // The condition on a zone refuses one id, the mocked prefix list has a range, and a mocked service lists no zones. An existing
  // network has a run that expects the refusal.
  const unmocked = [
    ...["aws_availability_zone", "aws_prefix_list", "aws_vpc_endpoint_service"],
    "terraform_remote_state",
  ];
  const conditioned = ENVIRONMENTS.filter((environment) => environment !== "retail-forecast-console").flatMap(
    (environment) =>
      BUNDLE_LAYERS.flatMap((layer) =>
        planOf(environment)
          .stack(layer)
          .dataSources()
          .filter(({ type, config }) => config["lifecycle"] !== undefined && !unmocked.includes(type))
          .map(({ address }) => {
            const given = testFile(environment, layer).override_data ?? [];
            return [environment, address, given.find(({ target }) => target === address)?.values];
          }),
      ),
  );
  const offers = (environment: string, group: string, type: string): unknown[] =>
    ["a", "b"].map((zone) => [
      environment,
      `data.aws_ec2_instance_type_offerings.${group}_${zone}`,
      { instance_types: [type] },
    ]);
  expect(conditioned).toEqual([
    ["mlapp", "data.aws_route53_zone.entry_zone", { name: "mlapp.com" }],
    ...offers("ml-platform", "forecast", "m7i-flex.large"),
    [
      "ml-inference-prod",
      "data.aws_secretsmanager_secret.ml_inference_api_key",
      { kms_key_id: "alias/aws/secretsmanager" },
    ],
    [
      "ml-inference-hardened",
      "data.aws_secretsmanager_secret.ml_inference_api_key",
      { kms_key_id: "alias/aws/secretsmanager" },
    ],
    ["retail-forecast-option-b", "data.aws_route53_zone.host", { name: "demo.retail.example.com" }],
    ...offers("language-models", "chat", "g6e.xlarge"),
    ...offers("language-models", "large", "g6e.48xlarge"),
  ]);
});

test("the module tests of two hosts have a zone of both, and a validation option for each", async () => {
  const entry = { certificateArn: null, alsoHosts: ["other.retail.example.com"] };
  const { files } = await bundleOfPlan(planWith("retail-forecast-option-b", { entry }));
  const text = files.get("network/tests/network.tftest.hcl") ?? "";
  expect(/"?name"?\s*= "(.*)"/.exec(text.slice(text.indexOf("data.aws_route53_zone.host")))?.[1]).toBe(
    "retail.example.com",
  );
  expect([...text.matchAll(/domain_name\s*= "(.*)"/g)].map(([, host]) => host)).toEqual([
    "demo.retail.example.com",
    "other.retail.example.com",
  ]);
});

test("each output that a module requires of another one has a value in its test", () => {
  const required = ENVIRONMENTS.flatMap((environment) =>
    BUNDLE_LAYERS.flatMap((layer) =>
      planOf(environment)
        .stack(layer)
        .dataSources()
        .filter(({ type }) => type === "terraform_remote_state")
        .flatMap(({ address, config }) =>
          [...JSON.stringify(config["lifecycle"]).matchAll(/can\(self\.outputs\.(\w+)(?:\[(\d+)\])?\)/g)].map(
            ([, output = "", index]) => ({ environment, layer, address, output, index }),
          ),
        ),
    ),
  );
  expect(required.length).toBeGreaterThan(20);
  const lacking = required.filter(({ environment, layer, address, output, index }) => {
    const { override_data: given } = testFile(environment, layer);
    if (!given) return false;
    const { outputs } = (given.find(({ target }) => target === address)?.values ?? {}) as {
      outputs?: Record<string, unknown>;
    };
    const value = outputs?.[output];
    return index === undefined
      ? value === undefined
      : (value as unknown[] | undefined)?.[Number(index)] === undefined;
  });
  expect(lacking).toEqual([]);
});
