import { type TypedExtract } from "../../dev/provider-schemas/typed-extract";
import { type Layer } from "../../src/base/layers";
import { type JsonObject, StackJson, asArray, asObject, lookupType } from "../../src/terraform/stack-json";
import { type Editable } from "../support/altered";
import { attributeReads } from "../support/attribute-reads";
import { planWith } from "../support/changed-plans";
import { PLANS } from "../support/every-option";
import { everyOptionPlan } from "../support/every-option-plan";
import { type Path, put, remove } from "../support/findings";
import { withPeering } from "../support/network-by-ids";
import { Plan } from "../support/plan";
import { misfits } from "../support/provider-arguments";
import { EXTRACTS, argumentsIn, isReadable } from "../support/provider-schemas";
import { synthesizedTexts } from "../support/synthesized-texts";

/** A model that was removed and is added again: the stack looks for its repository. */
const again = new Map([
  ["mlapp-cluster", new Map([["aws_ecr_repository.model_service", "mlapp/model-service"]])],
]);
const COMPARED: readonly (readonly [name: string, plan: Plan])[] = [
  ...PLANS,
  [
    "a public API of the cluster",
    planWith("retail-forecast", { cluster: { apiAccess: { publicCidrs: ["192.0.2.0/24"] } } }),
  ],
  ["a network by ids with a peering", withPeering()],
  [
    "an existing model bucket",
    planWith("ml-inference-prod", {
      network: { egress: "none" },
      modelBucket: { existingName: "company.models-1" },
    }),
  ],
  ["a retained repository", new Plan("mlapp", synthesizedTexts("mlapp", {}, again))],
  ["the environment with every option", everyOptionPlan()],
];

const CASES = EXTRACTS.map((extract) => [`${extract.provider} ${extract.version}`, extract] as const);

/** Blocks of a stack that a provider configures: resources, data sources and provider blocks. */
function configurations(
  stack: StackJson,
  { provider }: TypedExtract,
): { what: string; at: string; config: JsonObject }[] {
  const blocks = [...stack.resources(), ...stack.dataSources()]
    .filter(({ type }) => type.startsWith(`${provider}_`))
    .map((block) => ({ what: lookupType(block), at: block.address, config: block.config }));
  const providers = asArray(stack.providers[provider]).map((config) => ({
    what: `provider.${provider}`,
    at: `provider ${provider}`,
    // `alias` is an argument of Terraform.
    config: Object.fromEntries(Object.entries(asObject(config)).filter(([name]) => name !== "alias")),
  }));
  return [...blocks, ...providers];
}

const errorsIn = (stack: StackJson, extract: TypedExtract): string[] =>
  configurations(stack, extract).flatMap(({ what, at, config }) =>
    misfits(config, argumentsIn(extract, what)).map(
      (misfit) => `${extract.provider} ${extract.version}: ${stack.name} ${at}: ${misfit}`,
    ),
  );

const readsOf = (stack: StackJson, { provider }: TypedExtract) =>
  attributeReads(stack).filter(({ what }) => what.replace(/^data\./, "").startsWith(`${provider}_`));

const unreadableIn = (stack: StackJson, extract: TypedExtract): string[] =>
  readsOf(stack, extract)
    .filter(({ what, path }) => !isReadable(extract, what, path))
    .map(
      ({ what, path }) =>
        `${extract.provider} ${extract.version}: ${stack.name} reads ${[what, ...path].join(".")}`,
    );

describe.each(COMPARED)("%s", (_, plan) => {
  test.each(CASES)("%s supports every argument, with its type and nesting", (__, extract) => {
    expect(plan.stacks.flatMap((stack) => configurations(stack, extract))).not.toEqual([]);
    expect(plan.stacks.flatMap((stack) => errorsIn(stack, extract))).toEqual([]);
  });

  test.each(CASES)("%s has every attribute that an expression reads", (__, extract) => {
    expect(plan.stacks.flatMap((stack) => unreadableIn(stack, extract))).toEqual([]);
  });
});

test.each(CASES)("%s: the compared stacks have every type that the sources can emit", (_, extract) => {
  const stacks = COMPARED.flatMap(([, plan]) => plan.stacks);
  const emitted = new Set(stacks.flatMap((stack) => configurations(stack, extract)).map(({ what }) => what));
  const { provider, resources, data } = extract;
  const types = [...Object.keys(resources), ...Object.keys(data).map((type) => `data.${type}`)];
  expect([...emitted].sort()).toEqual([...types, `provider.${provider}`].sort());
});

test("many attributes are read, also by self and in for expressions", () => {
  const stacks = COMPARED.flatMap(([, plan]) => plan.stacks);
  const reads = new Set(
    stacks.flatMap((stack) => attributeReads(stack)).map(({ what, path }) => [what, ...path].join(".")),
  );
  expect(reads.size).toBeGreaterThan(60);
  expect([...reads]).toEqual(
    expect.arrayContaining([
      "aws_eks_cluster.identity.oidc.issuer",
      "kubernetes_ingress_v1.status.load_balancer.ingress.hostname",
      "data.aws_vpc_endpoint.private_dns_enabled",
      "data.aws_vpc_security_group_rule.referenced_security_group_id",
      "data.aws_route_table.routes.cidr_block",
      "aws_acm_certificate.domain_validation_options.resource_record_value",
    ]),
  );
});

describe("in a changed stack", () => {
  const base = new Map(PLANS).get("retail-forecast with every option");
  const changed = (layer: Layer, edit: (json: Editable) => void): string[] => {
    const stack = base?.stack(layer) as StackJson;
    const json = structuredClone(stack.json) as Editable;
    edit(json);
    const edited = new StackJson(stack.name, json as JsonObject);
    return EXTRACTS.flatMap((extract) => [...errorsIn(edited, extract), ...unreadableIn(edited, extract)]);
  };
  const deployment = ["resource", "kubernetes_deployment_v1", "everything"];
  const container = [...deployment, "spec", "template", "spec", "container", 0];
  const policy = ["resource", "kubernetes_network_policy_v1", "all_models", "spec", "egress", 2, "dynamic"];
  const release = ["resource", "helm_release", "load_balancer_controller"];

  test.each<[what: string, layer: Layer, path: Path, value: unknown, found: string]>([
    ["an unknown argument", "models", [...deployment, "wait"], true, "everything: wait is unknown"],
    [
      "an argument with the spelling of the API",
      "models",
      [...container, "imagePullPolicy"],
      "Always",
      "container.0.imagePullPolicy is unknown",
    ],
    [
      "text for a number",
      "models",
      [...deployment, "spec", "revision_history_limit"],
      "five",
      'spec.revision_history_limit is "five", expected number',
    ],
    ["a number for text", "models", [...container, "name"], 5, "container.0.name is 5, expected text"],
    ["text for a switch", "models", [...deployment, "wait_for_rollout"], "no", 'is "no", expected boolean'],
    [
      "text for a list",
      "models",
      [...container, "args"],
      "--help",
      'args is "--help", expected a list of text',
    ],
    [
      "a list for the value of a label",
      "models",
      [...deployment, "metadata", "labels", "a"],
      ["b"],
      'metadata.labels.a is ["b"], expected text',
    ],
    [
      "two blocks where one is allowed",
      "models",
      [...deployment, "metadata"],
      [{ name: "a" }, { name: "b" }],
      "expected one block",
    ],
    ["text for a block", "models", [...container, "port"], "8080", "expected many block"],
    [
      "a dynamic block with the name of an argument",
      "models",
      [...policy, "for"],
      {},
      "egress.2.for is no block",
    ],
    [
      "an unknown argument of a dynamic block",
      "models",
      [...policy, "to", "content", "cidr"],
      "10.0.0.0/8",
      "egress.2.to.cidr is unknown",
    ],
    [
      "a list for a single nested attribute of a provider",
      "platform",
      ["provider", "helm", 0, "kubernetes"],
      [{}],
      "expected one nested attribute",
    ],
    [
      "a deprecated argument of a provider",
      "models",
      ["provider", "kubernetes", 0, "experiments"],
      { manifest_resource: true },
      "provider kubernetes: experiments.manifest_resource is deprecated",
    ],
    [
      "an object for a list of nested attributes",
      "platform",
      [...release, "set"],
      { name: "a", value: "b" },
      "expected many nested attribute",
    ],
  ])("%s is an error", (_, layer, path, value, expected) => {
    expect(changed(layer, (json) => put(json, path, value))).toEqual([expect.stringContaining(expected)]);
  });

  const flowLog = ["resource", "aws_flow_log", "flow_logs"];
  const output = ["output", "added"];

  test("an argument that AWS 6 removed is reported by the version in which it is deprecated, and by that without it", () => {
    const found = changed("network", (json) => {
      put(json, [...flowLog, "log_group_name"], "flow-logs");
      put(json, ["resource", "aws_eip"], { added: { vpc: true } });
    });
    expect(found).toEqual([
      "aws 5.100.0: retail-forecast-network aws_flow_log.flow_logs: log_group_name is deprecated",
      "aws 5.100.0: retail-forecast-network aws_eip.added: vpc is deprecated",
      "aws 6.66.0: retail-forecast-network aws_flow_log.flow_logs: log_group_name is unknown",
      "aws 6.66.0: retail-forecast-network aws_eip.added: vpc is unknown",
    ]);
  });

  test("an argument that only AWS 6 has is an error of the older version", () => {
    expect(changed("network", (json) => put(json, [...flowLog, "region"], "eu-west-1"))).toEqual([
      "aws 5.100.0: retail-forecast-network aws_flow_log.flow_logs: region is unknown",
    ]);
  });

  test.each([
    ["an attribute", "aws_flow_log.vpc.log_group_name", ["aws 6.66.0"]],
    ["a nested attribute", "aws_vpc.vpc.tags_of[0].name", ["aws 5.100.0", "aws 6.66.0"]],
    [
      "an attribute of an item of a list",
      "[for o in aws_acm_certificate.a.domain_validation_options : o.value]",
      ["aws 5.100.0", "aws 6.66.0"],
    ],
  ])("%s that a version does not have is an error where it is read", (_, expression, versions) => {
    const found = changed("network", (json) => put(json, output, { value: `\${${expression}}` }));
    expect(found.map((each) => each.split(":")[0])).toEqual(versions);
  });

  test("an argument that is required in each version is an error of each where it is missing", () => {
    const path = ["resource", "aws_iam_role", "flow_logs", "assume_role_policy"];
    expect(changed("network", (json) => remove(json, path))).toEqual([
      "aws 5.100.0: retail-forecast-network aws_iam_role.flow_logs: assume_role_policy is missing",
      "aws 6.66.0: retail-forecast-network aws_iam_role.flow_logs: assume_role_policy is missing",
    ]);
  });

  test.each<[layer: Layer, path: Path, found: string]>([
    ["platform", [...release, "chart"], "chart is missing"],
    ["models", [...container, "name"], "container.0.name is missing"],
    ["models", [...deployment, "spec"], "spec is missing"],
  ])("in layer %s a missing argument is an error: %j", (layer, path, expected) => {
    expect(changed(layer, (json) => remove(json, path))).toEqual([expect.stringContaining(expected)]);
  });

  test("an expression is valid in place of any value", () => {
    const replicas = [...deployment, "spec", "replicas"];
    expect(changed("models", (json) => put(json, replicas, "${local.replicas}"))).toEqual([]);
  });
});
