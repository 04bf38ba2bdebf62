import { BUNDLE_LAYERS, file, loadBundles } from "../../support/bundles";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";

beforeAll(loadBundles);

interface TestFile {
  readonly run: Readonly<
    Record<string, { assert?: { condition: string }[]; expect_failures?: string[]; command: string }>
  >;
  readonly mock_provider: object;
  readonly override_data?: readonly {
    readonly target: string;
    readonly values: Readonly<Record<string, unknown>>;
  }[];
}

/** Results of mocked data sources that the conditions of the reference environments accept. */
const ACCEPTED: Readonly<Record<string, object>> = {
  aws_route53_zone: { name: "demo.retail.example.com" },
  aws_secretsmanager_secret: { kms_key_id: "alias/aws/secretsmanager" },
};

const testFile = (environment: string, layer: string): TestFile =>
  JSON.parse(file(environment, `${layer}/tests/${layer}.tftest.json`, "json")) as TestFile;

describe.each(ENVIRONMENTS)("the module tests of %s", (environment) => {
  const addressesIn = (layer: string): string[] =>
    Object.values(testFile(environment, layer).run).flatMap(
      ({ assert = [], expect_failures: failures = [] }) => [
        ...assert.flatMap(({ condition }) =>
          [...condition.matchAll(/\b(?:aws|kubernetes|helm)_\w+\.\w+/g)].map(([address]) => address),
        ),
        ...failures,
      ],
    );

  test.each(BUNDLE_LAYERS)("%s: conditions refer only to resources of the module", (layer) => {
    const stack = planOf(environment).stack(layer);
    const known = [...stack.resources(), ...stack.dataSources()].map(({ address }) => address);
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

  test.each(BUNDLE_LAYERS)(
    "%s: every data source with a condition on its result has an accepted result",
    (layer) => {
      const conditioned = planOf(environment)
        .stack(layer)
        .dataSources()
        // Mocked ids are no zones that a condition refuses, and mocked AWS has no network.
        .filter(({ type, config }) => type in ACCEPTED && config["lifecycle"] !== undefined);
      const given = new Map(
        (testFile(environment, layer).override_data ?? []).map(({ target, values }) => [target, values]),
      );
      for (const { address, type } of conditioned) expect(given.get(address)).toEqual(ACCEPTED[type]);
    },
  );

  test.each(BUNDLE_LAYERS)("%s: every run is a plan", (layer) => {
    const commands = Object.values(testFile(environment, layer).run).map(({ command }) => command);
    expect(new Set(commands)).toEqual(new Set(["plan"]));
  });
});

test.each([
  ["a private API", "cluster", "aws_eks_cluster.main.vpc_config[0].endpoint_private_access == true"],
  ["no public API", "cluster", "aws_eks_cluster.main.vpc_config[0].endpoint_public_access == false"],
  [
    "no route from private subnets to the internet",
    "network",
    "aws_route.public_internet.route_table_id != aws_route_table.private.id",
  ],
  ["an encrypted state", "state", "aws_s3_bucket_server_side_encryption_configuration.state_bucket"],
])("a module test requires %s", (_, layer, condition) => {
  expect(file("retail-forecast", `${layer}/tests/${layer}.tftest.hcl`)).toContain(condition);
});

test("a module test requires no property that its resources do not have", () => {
  // Public subnets of this environment assign public addresses.
  const text = file("retail-forecast", "network/tests/network.tftest.hcl");
  expect(text).toContain("aws_subnet.private_a.map_public_ip_on_launch == false");
  expect(text).not.toContain("aws_subnet.public_a.map_public_ip_on_launch");
});
