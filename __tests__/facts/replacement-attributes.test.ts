import { effectOf, isRecomputed, isSet } from "../../src/facts/replacement-attributes";
import { AWS_REPLACEMENTS, observedEffect } from "../../src/facts/replacement-attributes/observed";
import { PROVIDER_SCHEMAS } from "../../src/facts/provider-schema";
import { argumentsOf } from "../../src/review/comparison/arguments";
import { pathsIn, samplesOf } from "../../dev/replacement-attributes/samples";
import { PLANS } from "../support/every-option";

test("the table was observed with the version of the provider schema", () => {
  expect(AWS_REPLACEMENTS).toMatchObject({
    provider: "aws",
    version: PROVIDER_SCHEMAS["aws"]?.["version" as never],
  });
});

test("the table has the date of the observation", () => {
  expect(AWS_REPLACEMENTS.date).toMatch(/^\d{4}-\d\d-\d\d$/);
});

/** The provider plans nothing for another region of the same VPC. A VPC has one region, and another VPC is an update. */
const REGION_OF_VPC = "aws_route53_zone vpc.vpc_region";

test("the effect of a change is known for every argument that an environment emits", () => {
  const stacks = PLANS.flatMap(([, plan]) => plan.output);
  const samples = ["aws", "kubernetes", "helm"].flatMap((provider) => samplesOf(stacks, provider));
  const emitted = new Set(
    samples.flatMap(({ type, config }) => {
      const { argumentOf } = argumentsOf("resources", type);
      return pathsIn(config).map((keys) => `${type} ${argumentOf(keys)}`);
    }),
  );
  expect(emitted.size).toBeGreaterThan(400);
  const unknown = [...emitted].filter((each) => {
    const [type = "", path = ""] = each.split(" ");
    if (path.endsWith(".dynamic") || each === REGION_OF_VPC) return false;
    return !isBlock(type, path) && effectOf(type, path, "changed") === undefined;
  });
  expect(unknown).toEqual([]);
});

/** True for the path of a block. Only the arguments in a block change, not the block itself. */
function isBlock(type: string, path: string): boolean {
  let block = PROVIDER_SCHEMAS[type.split("_")[0] ?? ""]?.resources[type];
  for (const key of path.split(".")) block = block?.blocks?.[key];
  return block !== undefined;
}

test.each<[type: string, path: string, effect: string]>([
  ["aws_vpc", "cidr_block", "replace"],
  ["aws_vpc", "tags", "update"],
  ["aws_subnet", "availability_zone", "replace"],
  ["aws_eks_cluster", "version", "update"],
  ["aws_eks_cluster", "name", "replace"],
  ["aws_eks_node_group", "subnet_ids", "replace"],
  ["aws_eks_node_group", "scaling_config.max_size", "update"],
  ["aws_ecr_lifecycle_policy", "policy", "replace"],
  ["aws_lb", "internal", "replace"],
  ["aws_lb_target_group", "port", "replace"],
  ["kubernetes_deployment_v1", "spec.selector.match_labels", "replace"],
  ["kubernetes_deployment_v1", "spec.template.spec.container.image", "update"],
  ["kubernetes_service_v1", "spec.health_check_node_port", "replace"],
  ["kubernetes_pod_disruption_budget_v1", "spec.min_available", "replace"],
  ["helm_release", "namespace", "replace"],
  ["helm_release", "values", "update"],
])("the effect of a change of %s %s: %s", (type, path, effect) => {
  expect(effectOf(type, path, "changed")).toBe(effect);
});

describe("as documented by the provider,", () => {
  test("adding the encryption of an EKS cluster is an update", () => {
    expect(effectOf("aws_eks_cluster", "encryption_config", "added")).toBe("update");
  });

  test("removing the encryption of an EKS cluster forces replacement", () => {
    expect(effectOf("aws_eks_cluster", "encryption_config", "removed")).toBe("replace");
  });

  test("an update recomputes the latest version of a launch template", () => {
    expect(isRecomputed("aws_launch_template", "latest_version")).toBe(true);
  });

  test("the subnets of an EKS cluster have no order", () => {
    expect(isSet("aws_eks_cluster", "vpc_config.subnet_ids")).toBe(true);
  });
});

test("a computed argument keeps its value when it is removed from the configuration", () => {
  expect(effectOf("aws_eks_cluster", "version", "removed")).toBe("nothing");
});

test.each([
  ["aws_vpc_endpoint_service", "private_dns_name"],
  ["aws_vpc_endpoint_service", "supported_regions"],
])("of %s, %s keeps its value too, which no plan was made of", (type, path) => {
  expect(observedEffect(type, path, "removed")).toBeUndefined();
  expect(effectOf(type, path, "removed")).toBe("nothing");
});

test("the effect of an added argument is not known if nothing was observed to happen", () => {
  const quiet = Object.keys(AWS_REPLACEMENTS.types).flatMap((type) =>
    (AWS_REPLACEMENTS.types[type]?.added?.nothing ?? "")
      .split(" ")
      .flatMap((path) => (path === "" ? [] : [{ type, path }])),
  );
  expect(quiet).not.toEqual([]);
  for (const { type, path } of quiet) {
    expect(observedEffect(type, path, "added")).toBe("nothing");
    expect(effectOf(type, path, "added")).toBeUndefined();
  }
});

test.each([
  ["type", "aws_rds_cluster", "engine"],
  ["argument", "aws_vpc", "never_heard_of"],
  ["argument", "kubernetes_service_v1", "spec.never_heard_of"],
  ["type", "kubernetes_secret_v1", "data"],
])("the effect of a change of an unknown %s is not known: %s %s", (_, type, path) => {
  expect(effectOf(type, path, "changed")).toBeUndefined();
});
