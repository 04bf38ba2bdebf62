import { moduleOf } from "../../src/handoff/module/module";
import { compared } from "../../src/handoff/parity/compare";
import { ROOT_MODULE } from "../../src/handoff/terraform/grammar";
import { evaluated } from "../../src/terraform-json/evaluate";
import { validationsOf } from "../../src/handoff/variables/limits";
import { resizes } from "../../src/handoff/variables/node-group-size";
import { type JsonObject, asObject } from "../../src/terraform-json/stack-json";
import { PLANS } from "../support/every-option";
import { handedStacks } from "../support/handed-stacks";
import { planWith } from "../support/changed-plans";
import { type Plan } from "../support/plan";
import { planOf } from "../support/reference-plans";

function moduleIn(plan: Plan, layer: string) {
  const stack = handedStacks(plan).find((each) => each.layer === layer);
  if (!stack) throw new Error(`no ${layer}`);
  return moduleOf(stack);
}

const variablesOf = (plan: Plan, layer: string): string[] =>
  moduleIn(plan, layer).parameters.bindings.map(({ variable }) => variable.name);

const placesOf = (plan: Plan, layer: string, name: string): string[] =>
  moduleIn(plan, layer)
    .parameters.bindings.filter(({ variable }) => variable.name === name)
    .flatMap(({ targets }) => targets.map(({ path }) => path.join(".")));

/** What a module says with other values of its variables; its own declarations are left out. */
function withValues(plan: Plan, layer: string, values: JsonObject): JsonObject {
  const { json, source, parameters, values: today, backend } = moduleIn(plan, layer);
  const own = Object.keys(asObject(source["variable"]));
  const variables = Object.fromEntries(
    Object.entries({ ...today, ...values }).filter(([name]) => !own.includes(name)),
  );
  const others = Object.entries(json).filter(
    ([section]) => !["variable", "locals", "terraform"].includes(section),
  );
  return {
    ...(evaluated(Object.fromEntries(others), { variables, locals: parameters.locals }) as JsonObject),
    ...(source["variable"] === undefined ? {} : { variable: source["variable"] }),
    ...(source["locals"] === undefined ? {} : { locals: source["locals"] }),
    terraform: { ...asObject(json["terraform"]), backend: { s3: backend } },
  };
}

/** A variable, the change of the YAML that means the same, and what is changed by it beside. */
const CHANGES: readonly [environment: string, layer: string, values: JsonObject, change: object][] = [
  ["retail-forecast", "cluster", { log_retention_days: 90 }, { cluster: { logRetentionDays: 90 } }],
  ["mlapp", "cluster", { log_retention_days: 90 }, { cluster: { logRetentionDays: 90 } }],
  [
    "ml-inference-prod",
    "cluster",
    { node_group_general_min_per_zone: 3, node_group_general_max_per_zone: 9 },
    { cluster: { nodeGroups: { general: { minPerZone: 3, maxPerZone: 9 } } } },
  ],
  [
    "ml-inference-prod",
    "cluster",
    { node_group_general_disk_gib: 100, node_group_general_instance_types: ["m7i.large", "m6i.large"] },
    { cluster: { nodeGroups: { general: { diskGiB: 100, instanceTypes: ["m7i.large", "m6i.large"] } } } },
  ],
  [
    "ml-inference-prod",
    "network",
    { flow_log_retention_days: 7 },
    { network: { flowLogs: { retentionDays: 7 } } },
  ],
  [
    "retail-forecast-option-b",
    "network",
    { certificate_arn: "arn:aws:acm:ap-southeast-1:555566667777:certificate/1b" },
    { entry: { certificateArn: "arn:aws:acm:ap-southeast-1:555566667777:certificate/1b" } },
  ],
  [
    "mlapp",
    "models",
    { model_service_max_replicas: 41, training_service_max_replicas: 3, model_service_min_replicas: 3 },
    {
      models: [
        {
          name: "model-service",
          image: { tag: "2.0.1" },
          port: 8501,
          paths: ["/predict"],
          replicas: { min: 3, max: 41 },
        },
        {
          name: "training-service",
          image: { tag: "2.0.1" },
          port: 8000,
          paths: ["/train"],
          replicas: { max: 3 },
        },
      ],
    },
  ],
  [
    "mlapp",
    "models",
    { model_service_image_tag: "2.1.0" },
    {
      models: [
        { name: "model-service", image: { tag: "2.1.0" }, port: 8501, paths: ["/predict"] },
        { name: "training-service", image: { tag: "2.0.1" }, port: 8000, paths: ["/train"] },
      ],
    },
  ],
];

test.each(CHANGES)(
  "%s %s: %j does what the same change of the YAML does",
  (environment, layer, values, change) => {
    const found = withValues(planOf(environment), layer, values);
    const expected = moduleIn(planWith(environment, change), layer).source;
    expect(compared({ expected, found, grammar: ROOT_MODULE }).differences).toEqual([]);
    // Without the change it is another module.
    const before = withValues(planOf(environment), layer, {});
    expect(compared({ expected, found: before, grammar: ROOT_MODULE }).differences).not.toEqual([]);
  },
);

test.each(PLANS)(
  "%s: every variable is typed, described, and holds what it is declared to hold",
  (_, plan) => {
    for (const { layer } of handedStacks(plan)) {
      const { parameters, values, json } = moduleIn(plan, layer);
      expect(parameters.bindings.length).toBeGreaterThan(0);
      for (const { variable, targets } of parameters.bindings) {
        expect(variable.description).toMatch(/^[A-Z].*\.$/);
        expect(targets).not.toEqual([]);
        const type = Array.isArray(variable.value) ? "list(string)" : typeof variable.value;
        expect(variable.type).toBe(type);
        expect(values[variable.name]).toEqual(variable.value);
      }
      expect(Object.keys(values).sort()).toEqual(Object.keys(asObject(json["variable"])).sort());
    }
  },
);

describe("one variable drives what has one source", () => {
  test("a certificate is in its output and on its listener", () => {
    expect(placesOf(planOf("retail-forecast-option-b"), "network", "certificate_arn")).toEqual([
      "output.certificate_arn.value",
      "resource.aws_lb_listener.https.certificate_arn",
    ]);
  });

  test("a range of operators is in its rule, in the rule's name, and in both ways of the network ACL", () => {
    const rule = "resource.aws_vpc_security_group_ingress_rule.control_plane_from_10_64_0_0_16_443";
    expect(placesOf(planOf("ml-inference-prod"), "network", "api_access_cidrs")).toEqual([
      `${rule}.cidr_ipv4`,
      `${rule}.tags.Name`,
      "resource.aws_network_acl_rule.private_egress_200.cidr_block",
      "resource.aws_network_acl_rule.private_ingress_200.cidr_block",
    ]);
  });

  test("ranges of a public endpoint are one list", () => {
    const publicCidrs = ["192.0.2.0/24", "198.51.100.0/24"];
    const plan = planWith("retail-forecast", { cluster: { apiAccess: { publicCidrs } } });
    expect(placesOf(plan, "cluster", "api_public_access_cidrs")).toEqual([
      "resource.aws_eks_cluster.main.vpc_config.public_access_cidrs",
    ]);
  });

  test("node groups of all zones are one size, and another group is another", () => {
    const nodeGroups = { general: {}, batch: { instanceTypes: ["t3.medium"] } };
    const plan = planWith("ml-inference-prod", { cluster: { nodeGroups } });
    expect(placesOf(plan, "cluster", "node_group_general_max_per_zone")).toEqual([
      "resource.aws_eks_node_group.general_a.scaling_config.max_size",
      "resource.aws_eks_node_group.general_b.scaling_config.max_size",
    ]);
    expect(variablesOf(plan, "cluster")).toContain("node_group_batch_max_per_zone");
  });

  test("a digest stands beside its tag", () => {
    const digest = `sha256:${"a".repeat(64)}`;
    const models = [{ name: "api", image: { tag: "1.0.0", digest } }];
    const { values } = moduleIn(planWith("retail-forecast", { models }), "models");
    expect(values).toMatchObject({ api_image_tag: "1.0.0", api_image_digest: digest });
  });
});

describe("values that only coincide stay apart", () => {
  test("models with the same tag and counts have variables of their own", () => {
    expect(variablesOf(planOf("mlapp"), "models")).toEqual(
      expect.arrayContaining([
        "model_service_image_tag",
        "training_service_image_tag",
        "model_service_max_replicas",
        "training_service_max_replicas",
      ]),
    );
  });

  test("a range that operators share with clients, in an ACL that cannot tell them apart, is no variable", () => {
    const shared = { cluster: { apiAccess: { cidrs: ["10.0.0.0/8"] } } };
    expect(variablesOf(planWith("ml-inference-prod", shared), "network")).not.toContain("api_access_cidrs");
    const alone = { ...shared, network: { networkAcls: false } };
    expect(variablesOf(planWith("ml-inference-prod", alone), "network")).toContain("api_access_cidrs");
  });

  test("fails when places of one source hold two values", () => {
    const plan = planOf("ml-inference-prod");
    const [stack] = handedStacks(plan).filter(({ layer }) => layer === "cluster");
    if (!stack) throw new Error("no cluster");
    const json = structuredClone(stack.stack.json) as {
      resource: { aws_eks_node_group: Record<string, { scaling_config: { max_size: number } }> };
    };
    const group = json.resource.aws_eks_node_group["general_b"];
    if (group) group.scaling_config.max_size = 7;
    const edited = Object.assign(Object.create(stack.stack) as typeof stack.stack, { json });
    expect(() => moduleOf({ ...stack, stack: edited })).toThrow(
      "expected both to follow node_group_general_max_per_zone",
    );
  });
});

describe("a description says what a change does that the value does not show", () => {
  const description = (environment: string, layer: string, name: string): string =>
    moduleIn(planOf(environment), layer).parameters.bindings.find(({ variable }) => variable.name === name)
      ?.variable.description ?? "";

  test("instance types replace the groups of all zones at once", () => {
    expect(description("ml-inference-prod", "cluster", "node_group_general_instance_types")).toContain(
      "A change replaces aws_eks_node_group.general_a and aws_eks_node_group.general_b at once: old ones go first, with the pods on them.",
    );
  });

  test.each([
    ["min", "a minimum above"],
    ["max", "a maximum below"],
  ])("a new %s past the nodes that run is refused by EKS, and how to move them", (bound, refused) => {
    expect(description("retail-forecast", "cluster", `node_group_general_${bound}_per_zone`)).toContain(
      `EKS refuses ${refused} it: first \`aws eks update-nodegroup-config --region ap-southeast-1 --cluster-name mlops-retail-cluster --nodegroup-name general-a --scaling-config desiredSize=N\` (and general-b).`,
    );
  });

  test("no command is named where Terraform moves the nodes itself", () => {
    const { source } = moduleIn(planOf("ml-inference-prod"), "cluster");
    const json = structuredClone(source) as {
      resource: { aws_eks_node_group: Record<string, { lifecycle?: object }> };
    };
    expect(resizes(json as unknown as JsonObject)).toHaveLength(2);
    for (const group of Object.values(json.resource.aws_eks_node_group)) delete group.lifecycle;
    expect(resizes(json as unknown as JsonObject)).toEqual([]);
  });

  test("a disk replaces as many nodes at a time as the group says", () => {
    expect(description("ml-inference-prod", "cluster", "node_group_general_disk_gib")).toContain(
      "A change replaces every node, 1 at a time in each zone.",
    );
  });
});

describe("rules of environments that no single value shows", () => {
  const conditionsOf = (plan: Plan, layer: string, name: string): string[] =>
    moduleIn(plan, layer)
      .parameters.bindings.filter(({ variable }) => variable.name === name)
      .flatMap(({ variable }) => variable.validations.map(({ condition }) => String(condition)));

  test("a maximum is no less than its minimum, of nodes and of pods", () => {
    const bounds = PLANS.flatMap(([, plan]) =>
      ["cluster", "models"].flatMap((layer) =>
        variablesOf(plan, layer)
          .filter((name) => /_max_(per_zone|replicas)$/.test(name))
          .map((name) => [plan, layer, name] as const),
      ),
    );
    expect(bounds.length).toBeGreaterThan(10);
    for (const [plan, layer, name] of bounds) {
      expect(conditionsOf(plan, layer, name)).toContain(
        `\${var.${name} >= var.${name.replace(/_max_(?=per_zone$|replicas$)/, "_min_")}}`,
      );
    }
  });

  test("ranges of a public endpoint are not the whole internet", () => {
    const plan = planWith("retail-forecast", {
      cluster: { apiAccess: { publicCidrs: ["192.0.2.0/24"] } },
    });
    expect(conditionsOf(plan, "cluster", "api_public_access_cidrs")).toContain(
      '${alltrue([for each_value in var.api_public_access_cidrs : !endswith(each_value, "/0")])}',
    );
  });
});

describe("limits are those of the schema", () => {
  const conditions = (path: (string | number)[]): string[] =>
    validationsOf("v", path).map(({ condition }) => String(condition));

  test.each<[string, (string | number)[], string[]]>([
    [
      "a whole number in a range",
      ["models", 0, "replicas", "min"],
      ["${var.v >= 1 && var.v <= 1000 && floor(var.v) == var.v}"],
    ],
    ["a form of text", ["account"], ['${can(regex("^\\\\d{12}$", var.v))}']],
    [
      "a form of text that leaves a word out",
      ["models", 0, "image", "tag"],
      ['${can(regex("^[\\\\w][\\\\w.-]{0,127}$", var.v)) && var.v != "latest"}'],
    ],
    [
      "a range of addresses, each of a list",
      ["cluster", "apiAccess", "cidrs"],
      [
        "${alltrue([for each_value in var.v : can(cidrnetmask(each_value)) && try(cidrsubnet(each_value, 0, 0) == each_value, false)])}",
      ],
    ],
    [
      "a key of one way in only",
      ["entry", "certificateArn"],
      ['${can(regex("^arn:aws[a-z-]*:acm:[a-z0-9-]+:\\\\d{12}:certificate/[0-9a-f-]+$", var.v))}'],
    ],
  ])("%s", (_, path, expected) => expect(conditions(path)).toEqual(expected));

  test("one of a set", () => {
    const [condition] = conditions(["cluster", "logRetentionDays"]);
    expect(condition).toMatch(/^\$\{contains\(\[1,3,5,.*3653\], var\.v\)\}$/);
  });

  test("what a value has to be is said in words", () => {
    expect(validationsOf("v", ["models", 0, "replicas", "max"])).toMatchObject([
      { error_message: "Expected a whole number from 1 to 1000." },
    ]);
  });

  test("fails when the schema has no such key", () => {
    expect(() => validationsOf("v", ["cluster", "colour"])).toThrow("no such key");
  });
});
