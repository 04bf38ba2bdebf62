import { asArray, asObject, type JsonObject } from "../../../src/terraform/stack-json";
import { grownEnvironment } from "../../../src/handoff/folding/growth";
import { type Module } from "../../../src/handoff/module/module";
import { prove } from "../../../src/handoff/parity/prove";
import { trialSynth } from "../../../src/synth/trial-synth";
import { type Layer } from "../../../src/base/layers";
import { seek } from "../../../src/handoff/variables/variable";
import { BUNDLE_LAYERS, handedModule, handedModules } from "../../support/bundles";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { settingsFor } from "../../support/recorded-causes";

const blockIn = (module: Module, type: string, name: string): JsonObject =>
  asObject(asObject(asObject(module.json["resource"])[type])[name]);

const keysOf = (module: Module, address: string): string[] | undefined =>
  module.families.find((family) => family.address === address)?.members.map(({ key }) => key);

test.each<[environment: string, layer: Layer, address: string, keys: string[]]>([
  ["mlapp", "network", "aws_subnet.private", ["a", "b"]],
  ["mlapp", "network", "aws_route.private", ["runners/10.96.0.0/24"]],
  ["mlapp", "cluster", "aws_eks_node_group.main", ["general/a", "general/b"]],
  ["mlapp", "models", "kubernetes_deployment_v1.main", ["model-service", "training-service"]],
  // The last part of their paths is v1, as in the type.
  ["language-models", "models", "kubernetes_deployment_v1.main", ["chat", "large-chat"]],
  ["ml-inference-prod", "network", "aws_nat_gateway.main", ["a", "b"]],
  [
    "ml-inference-prod",
    "network",
    "aws_vpc_security_group_egress_rule.control_plane_to_nodes",
    ["10250", "10251", "9443"],
  ],
])("%s %s: %s is one block for %j", (environment, layer, address, keys) =>
  expect(keysOf(handedModule(environment, layer), address)).toEqual(keys),
);

test("a list of the elements themselves is the variable", () => {
  const module = handedModule("ml-inference-prod", "cluster");
  expect(blockIn(module, "aws_eks_cluster", "main")["enabled_cluster_log_types"]).toBe("${var.log_types}");
});

test("a subnet has its range from the variable, and its zone from the key", () => {
  const module = handedModule("mlapp", "network");
  expect(blockIn(module, "aws_subnet", "private")).toMatchObject({
    for_each: "${var.zones}",
    availability_zone: "us-east-1${each.key}",
    cidr_block: "${each.value.private_cidr_block}",
  });
  expect(module.values["zones"]).toEqual({
    a: { private_cidr_block: "10.48.0.0/19", public_cidr_block: "10.48.224.0/24" },
    b: { private_cidr_block: "10.48.32.0/19", public_cidr_block: "10.48.225.0/24" },
  });
  expect(module.json["moved"]).toContainEqual({
    from: "aws_subnet.private_a",
    to: 'aws_subnet.private["a"]',
  });
});

test("the key of a tag has the name of the cluster from the variable", () => {
  const { tags } = blockIn(handedModule("mlapp", "network"), "aws_subnet", "private");
  expect(Object.keys(asObject(tags))).toContain("kubernetes.io/cluster/${var.environment}-cluster");
});

test("arguments of language models have the account from the variable, and the parallelism of each", () => {
  const module = handedModule("language-models", "models");
  const template = seek(blockIn(module, "kubernetes_deployment_v1", "main"), ["spec", "template", "spec"]);
  const [container] = asArray(asObject(template)["container"]).map(asObject);
  expect(container?.["args"]).toEqual(
    expect.arrayContaining([
      "s3://${var.environment}-models-${var.account_id}/${each.key}/",
      "--served-model-name=${each.key}",
      "${each.value.args}",
    ]),
  );
  expect(module.values["models"]).toMatchObject({ "large-chat": { args: "--tensor-parallel-size=8" } });
});

test("texts with variables of other places stay blocks of their own where they differ in more than their names", () => {
  const module = handedModule("language-models", "models");
  for (const name of ["chat_queue", "large_chat_queue"])
    expect(JSON.stringify(blockIn(module, "helm_release", name)["values"])).toContain("${var.namespace}");
});

test("no value of an element of a list of the file has the account, which is a variable", () => {
  const elements = ENVIRONMENTS.flatMap((environment) =>
    BUNDLE_LAYERS.flatMap((layer) => {
      const { values } = handedModule(environment, layer);
      const account = values["account_id"];
      if (typeof account !== "string") throw new Error(`${environment} ${layer} has no variable account_id`);
      return Object.values(values)
        .flatMap((value) => Object.values(asObject(value)))
        .map((element) => ({ account, text: JSON.stringify(element) }));
    }),
  );
  expect(elements.length).toBeGreaterThan(100);
  expect(elements.filter(({ account, text }) => text.includes(account))).toEqual([]);
});

test("policies whose rules have another number of peers stay blocks of their own: no expression computes blocks", () => {
  const module = handedModule("ml-platform", "models");
  for (const name of ["argo_cd_sentiment", "argo_cd_within"])
    expect(blockIn(module, "kubernetes_network_policy_v1", name)).toHaveProperty("spec");
});

test("values of one model are fields of it, and no variables of their own", () => {
  const { values } = handedModule("mlapp", "models");
  expect(values["models"]).toMatchObject({ "training-service": { image_tag: "2.0.1", port: 8000 } });
  expect(Object.keys(values).filter((name) => name.includes("training_service"))).toEqual([]);
});

test("a list of all members grows with them", () => {
  const module = handedModule("mlapp", "network");
  expect(asObject(asObject(module.json["output"])["private_workload_subnet_ids"])["value"]).toBe(
    "${[for zone in keys(var.zones) : aws_subnet.private[zone].id]}",
  );
});

test.each(["mlapp", "ml-inference-prod", "ml-platform"])(
  "%s: each folded module is equal to its stack",
  (name) => {
    for (const { source, json, values, backend } of handedModules(name).values()) {
      const written = { module: { json, calls: new Map() }, values, backend, isHcl: false };
      expect(prove(source, json, written).differences).toEqual([]);
    }
  },
);

test("a repeated element is no equal module: the proof sees a changed range", () => {
  const { source, json, values, backend } = handedModule("mlapp", "network");
  const zones = {
    ...asObject(values["zones"]),
    b: { private_cidr_block: "10.48.64.0/19", public_cidr_block: "10.48.225.0/24" },
  };
  const written = { module: { json, calls: new Map() }, values: { ...values, zones }, backend, isHcl: false };
  expect(
    prove(source, json, written)
      .differences.map(({ text }) => text)
      .join("\n"),
  ).toContain("aws_subnet.private_b cidr_block");
});

test("an environment is synthesized once for all its lists", () => {
  let count = 0;
  const settings = settingsFor(configWith("ml-platform", {}));
  const growth = grownEnvironment("ml-platform", settings, (name, some) => {
    count += 1;
    return trialSynth(name, some);
  });
  expect(growth?.collections.map(({ name }) => name)).toContain("zones");
  expect(count).toBe(1);
});

test("entries of trusted, whose kind account is a word in names of service accounts, are no instances of them", () => {
  const { families } = handedModule("ml-inference-hardened", "platform");
  expect(families.map(({ address }) => address)).toEqual(
    expect.arrayContaining(["helm_release.charts", "kubernetes_service_account_v1.charts"]),
  );
});

test("the range of the network is a variable of its own, also where rules of network ACLs have it", () => {
  const { json, values } = handedModule("ml-inference-prod", "network");
  const vpc = asObject(asObject(asObject(json["resource"])["aws_vpc"])["main"]);
  expect(vpc["cidr_block"]).toBe("${var.vpc_cidr}");
  expect(values["vpc_cidr"]).toBe("10.32.0.0/16");
});
