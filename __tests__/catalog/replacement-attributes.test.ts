import {
  AWS_REPLACEMENTS,
  effectOf,
  isRecomputed,
  isSet,
  observedEffect,
} from "../../src/catalog/replacement-attributes/replacement-attributes";
import { PROVIDER_SCHEMAS } from "../../src/catalog/provider-schemas/provider-schema";
import { argumentsOf } from "../../src/review/comparison/arguments";
import { pathsIn, samplesOf } from "../../src/commands/replacement-attributes/samples";
import { PLANS } from "../support/every-option";

test("the table says when and of which version it was observed", () => {
  expect(AWS_REPLACEMENTS).toMatchObject({
    provider: "aws",
    version: PROVIDER_SCHEMAS["aws"]?.["version" as never],
  });
  expect(AWS_REPLACEMENTS.date).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test("every argument that any environment emits is known to be replaced or changed in place", () => {
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
    if (path.endsWith(".dynamic")) return false;
    return !isBlock(type, path) && effectOf(type, path, "changed") === undefined;
  });
  expect(unknown).toEqual([]);
});

/** Of a block as a whole there is no change, only one of what is in it. */
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
  ["kubernetes_pod_disruption_budget_v1", "spec.min_available", "replace"],
  ["helm_release", "namespace", "replace"],
  ["helm_release", "values", "update"],
])("a change of %s %s: %s", (type, path, effect) => {
  expect(effectOf(type, path, "changed")).toBe(effect);
});

test("what the providers' documentation says of differences is what was observed", () => {
  expect(effectOf("aws_eks_cluster", "encryption_config", "added")).toBe("update");
  expect(effectOf("aws_eks_cluster", "encryption_config", "removed")).toBe("replace");
  expect(isRecomputed("aws_launch_template", "latest_version")).toBe(true);
  expect(isSet("aws_eks_cluster", "vpc_config.subnet_ids")).toBe(true);
});

test("what is computed is kept where it is not written any more; that nothing happened otherwise tells nothing", () => {
  expect(effectOf("aws_eks_cluster", "version", "removed")).toBe("nothing");
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

test("of a type or argument that nobody asked about, nothing is known", () => {
  expect(effectOf("aws_db_instance", "engine", "changed")).toBeUndefined();
  expect(effectOf("aws_vpc", "never_heard_of", "changed")).toBeUndefined();
  expect(effectOf("kubernetes_service_v1", "spec.never_heard_of", "changed")).toBeUndefined();
  expect(effectOf("kubernetes_secret_v1", "data", "changed")).toBeUndefined();
});
