import { valuesOfModule } from "../../src/terraform/at-defaults";
import { moduleOf } from "../../src/handoff/module/module";
import { comparedModules } from "../../src/handoff/parity/compare";
import { validationsOf } from "../../src/handoff/variables/limits";
import { resizes } from "../../src/infrastructure/capacity-resizes";
import { asObject, type JsonObject } from "../../src/terraform/stack-json";
import { BUNDLE_LAYERS, moduleIn, sourceIn } from "../support/bundles";
import { ENVIRONMENTS } from "../support/environments";
import { handedStacks } from "../support/handed-stacks";
import { planWith } from "../support/changed-plans";
import { type Plan } from "../support/plan";
import { planOf } from "../support/reference-plans";
import { GRAMMARS } from "../../src/terraform/grammar";

const variablesOf = (plan: Plan, layer: string): string[] =>
  moduleIn(plan, layer).parameters.bindings.map(({ variable }) => variable.name);

const placesOf = (plan: Plan, layer: string, name: string): string[] =>
  moduleIn(plan, layer)
    .parameters.bindings.filter(({ variable }) => variable.name === name)
    .flatMap(({ targets }) => targets.map(({ path }) => path.join(".")));

/** A module without its names, each expression with its value or in one form. */
function evaluated(json: JsonObject, values: JsonObject): JsonObject {
  const others = Object.entries(json).filter(
    ([section]) => !["variable", "locals", "terraform"].includes(section),
  );
  return valuesOfModule(json, values)(Object.fromEntries(others)) as JsonObject;
}

/** A module with other values for its variables; those of the stack itself stay open. */
function withValues(plan: Plan, layer: string, values: JsonObject): JsonObject {
  const { json, source, values: today } = moduleIn(plan, layer);
  const own = Object.keys(asObject(source["variable"]));
  return evaluated(
    json,
    Object.fromEntries(Object.entries({ ...today, ...values }).filter(([name]) => !own.includes(name))),
  );
}

/** Values of variables, and the equivalent change of the YAML file. */
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
  ...["state", "network", "cluster", "platform", "models"].map(
    (layer): [string, string, JsonObject, object] => [
      "ml-inference-hardened",
      layer,
      { tag_cost_center: "9", tag_acme_data_class: "secret stuff" },
      { tags: { "cost-center": "9", "acme:data-class": "secret stuff" } },
    ],
  ),
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
    "ml-platform",
    "cluster",
    { mlflow_database_storage_gib: 33 },
    { components: { mlflow: { database: { storageGiB: 33 } } } },
  ],
  [
    "language-models",
    "models",
    { entry_idle_timeout_seconds: 301, node_group_chat_max_per_zone: 5, node_group_large_max_per_zone: 3 },
    {
      entry: { idleTimeoutSeconds: 301 },
      cluster: { nodeGroups: { chat: { maxPerZone: 5 }, large: { maxPerZone: 3 } } },
    },
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
  "%s %s: %j has the same effect as the equivalent change of the YAML file",
  (environment, layer, values, change) => {
    const found = withValues(planOf(environment), layer, values);
    const expected = evaluated(sourceIn(planWith(environment, change), layer), {});
    expect(comparedModules({ expected, found, grammar: GRAMMARS.rootModule }).differences).toEqual([]);
    // Without the new values, the modules differ.
    const before = withValues(planOf(environment), layer, {});
    expect(
      comparedModules({ expected, found: before, grammar: GRAMMARS.rootModule }).differences,
    ).not.toEqual([]);
  },
);

describe.each(ENVIRONMENTS.map((name) => [name, planOf(name)] as const))("%s", (_, plan) => {
  const bindings = () => BUNDLE_LAYERS.flatMap((layer) => moduleIn(plan, layer).parameters.bindings);

  test.each(BUNDLE_LAYERS)("the module %s has variables", (layer) => {
    expect(moduleIn(plan, layer).parameters.bindings.length).toBeGreaterThan(0);
  });

  test("every variable has a description and at least one place, which can be a key", () => {
    const keys = BUNDLE_LAYERS.flatMap((layer) => moduleIn(plan, layer).parameters.keys ?? []);
    for (const { variable, targets } of bindings()) {
      expect(variable.description).toMatch(/^[A-Z].*\.$/);
      const ofKeys = keys.filter(({ template }) => template.includes(`var.${variable.name}}`));
      expect([...targets, ...ofKeys]).not.toEqual([]);
    }
  });

  test("every variable has the type of its value", () => {
    for (const { variable } of bindings()) {
      const type = Array.isArray(variable.value) ? "list(string)" : typeof variable.value;
      expect(variable.type).toBe(type);
    }
  });

  test.each(BUNDLE_LAYERS)("the values of the module %s are those of its declared variables", (layer) => {
    const { parameters, values, json } = moduleIn(plan, layer);
    for (const { variable } of parameters.bindings) expect(values[variable.name]).toEqual(variable.value);
    expect(Object.keys(values).sort()).toEqual(Object.keys(asObject(json["variable"])).sort());
  });
});

describe("one variable sets all places with the same source:", () => {
  test("a certificate in its output and its listener", () => {
    expect(placesOf(planOf("retail-forecast-option-b"), "network", "certificate_arn")).toEqual([
      "output.certificate_arn.value",
      "resource.aws_lb_listener.https.certificate_arn",
    ]);
  });

  test("the ranges of a public endpoint, as one list", () => {
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

  test("an image tag and its digest, with one variable for each", () => {
    const digest = `sha256:${"a".repeat(64)}`;
    const models = [{ name: "api", image: { tag: "1.0.0", digest } }];
    const { values } = moduleIn(planWith("retail-forecast", { models }), "models");
    expect(values).toMatchObject({ api_image_tag: "1.0.0", api_image_digest: digest });
  });
});

describe("places with different sources have separate variables", () => {
  test("models with equal tags and counts have their own variables", () => {
    expect(variablesOf(planOf("mlapp"), "models")).toEqual(
      expect.arrayContaining([
        "model_service_image_tag",
        "training_service_image_tag",
        "model_service_max_replicas",
        "training_service_max_replicas",
      ]),
    );
  });

  test("fails when places of one source have two values", () => {
    const plan = planOf("ml-inference-prod");
    const [stack] = handedStacks(plan).filter(({ layer }) => layer === "cluster");
    if (!stack) throw new Error("no cluster");
    const json = structuredClone(stack.stack.json) as {
      resource: { aws_eks_node_group: Record<string, { instance_types: string[] }> };
    };
    const group = json.resource.aws_eks_node_group["general_b"];
    if (group) group.instance_types = ["m7i.large"];
    const edited = Object.create(stack.stack, { generated: { value: json } }) as typeof stack.stack;
    expect(() => moduleOf({ ...stack, stack: edited })).toThrow(
      "expected both to follow node_group_general_instance_types",
    );
  });
});

describe("a description states side effects of a change:", () => {
  const description = (from: string | Plan, layer: string, name: string): string =>
    moduleIn(typeof from === "string" ? planOf(from) : from, layer).parameters.bindings.find(
      ({ variable }) => variable.name === name,
    )?.variable.description ?? "";

  test("instance types replace the node groups of all zones at the same time", () => {
    expect(description("ml-inference-prod", "cluster", "node_group_general_instance_types")).toContain(
      "A change replaces aws_eks_node_group.general_a and aws_eks_node_group.general_b at the same time: Terraform destroys the old ones, with their pods, first.",
    );
  });

  test.each([
    ["min", "a minimum above"],
    ["max", "a maximum below"],
  ])(
    "EKS rejects a %s past the number of nodes; the description has the command that changes this number",
    (bound, rejected) => {
      const scaled = planWith("retail-forecast", { cluster: { externalNodeAutoscaler: true } });
      expect(description(scaled, "cluster", `node_group_general_${bound}_per_zone`)).toContain(
        `EKS rejects ${rejected} that number: first run \`aws eks update-nodegroup-config --region ap-southeast-1 --cluster-name mlops-retail-cluster --nodegroup-name general-a --scaling-config desiredSize=N\` (also for general-b).`,
      );
    },
  );

  test("without an autoscaler, the minimum is the number of nodes", () => {
    expect(description("retail-forecast", "cluster", "node_group_general_min_per_zone")).toMatch(
      /Every apply sets this number of nodes, and a lower value removes nodes\.$/,
    );
  });

  test("there is no command if Terraform sets the number of nodes itself", () => {
    const scaled = planWith("ml-inference-prod", { cluster: { externalNodeAutoscaler: true } });
    const { source } = moduleIn(scaled, "cluster");
    const json = structuredClone(source) as {
      resource: { aws_eks_node_group: Record<string, { lifecycle?: object }> };
    };
    expect(resizes(json as unknown as JsonObject)).toHaveLength(2);
    for (const group of Object.values(json.resource.aws_eks_node_group)) delete group.lifecycle;
    expect(resizes(json as unknown as JsonObject)).toEqual([]);
  });

  test("the disk size replaces nodes, max_unavailable at a time", () => {
    expect(description("ml-inference-prod", "cluster", "node_group_general_disk_gib")).toContain(
      "A change replaces every node of aws_eks_node_group.general_a and aws_eks_node_group.general_b, 1 at a time in each zone.",
    );
  });
});

describe("validations that compare values", () => {
  const conditionsOf = (plan: Plan, layer: string, name: string): string[] =>
    moduleIn(plan, layer)
      .parameters.bindings.filter(({ variable }) => variable.name === name)
      .flatMap(({ variable }) => variable.validations.map(({ condition }) => String(condition)));

  test("a maximum number of nodes or pods is at least the minimum, and above it where an alert reads it", () => {
    const bounds = ENVIRONMENTS.map((name) => planOf(name)).flatMap((plan) =>
      ["cluster", "models"].flatMap((layer) =>
        variablesOf(plan, layer)
          .filter((name) => /_max_(per_zone|replicas)$/.test(name))
          .map((name) => [plan, layer, name] as const),
      ),
    );
    expect(bounds.length).toBeGreaterThan(10);
    for (const [plan, layer, name] of bounds) {
      const least = name.replace(/_max_(?=per_zone$|replicas$)/, "_min_");
      const bound = variablesOf(plan, layer).includes(least) ? `var.${least}` : "\\d+";
      const isAlerted = name.endsWith("_replicas") && variablesOf(plan, "cluster").includes("alerts_email");
      expect(conditionsOf(plan, layer, name)).toContainEqual(
        expect.stringMatching(new RegExp(`^\\$\\{var\\.${name} ${isAlerted ? ">" : ">="} ${bound}\\}$`)),
      );
    }
  });

  test("the ranges of a public endpoint exclude the whole internet", () => {
    const plan = planWith("retail-forecast", {
      cluster: { apiAccess: { publicCidrs: ["192.0.2.0/24"] } },
    });
    expect(conditionsOf(plan, "cluster", "api_public_access_cidrs")).toContain(
      '${alltrue([for each_value in var.api_public_access_cidrs : try(tonumber(split("/", each_value)[1]), 0) >= 8])}',
    );
  });
});

describe("a variable has the limits of the schema:", () => {
  const conditions = (path: (string | number)[]): string[] =>
    validationsOf("v", path).map(({ condition }) => String(condition));

  test.each<[string, (string | number)[], string[]]>([
    [
      "a whole number in a range",
      ["models", 0, "replicas", "min"],
      ["${var.v >= 1 && var.v <= 1000 && floor(var.v) == var.v}"],
    ],
    ["a text pattern", ["account"], ['${can(regex("^\\\\d{12}$", var.v))}']],
    [
      "a text pattern that excludes a word",
      ["models", 0, "image", "tag"],
      ['${can(regex("^[\\\\w][\\\\w.-]{0,127}$", var.v)) && var.v != "latest"}'],
    ],
    [
      "each address range of a list",
      ["cluster", "apiAccess", "cidrs"],
      [
        "${alltrue([for each_value in var.v : can(cidrnetmask(each_value)) && try(cidrsubnet(each_value, 0, 0) == each_value, false)])}",
      ],
    ],
    [
      "a key of only one entry type",
      ["entry", "certificateArn"],
      ['${can(regex("^arn:aws[a-z-]*:acm:[a-z0-9-]+:\\\\d{12}:certificate/[0-9a-f-]+$", var.v))}'],
    ],
  ])("%s", (_, path, expected) => expect(conditions(path)).toEqual(expected));

  test("a set of choices", () => {
    const [condition] = conditions(["cluster", "logRetentionDays"]);
    expect(condition).toMatch(/^\$\{contains\(\[1,3,5,.*3653\], var\.v\)\}$/);
  });

  test("the error message describes the expected value", () => {
    expect(validationsOf("v", ["models", 0, "replicas", "max"])).toMatchObject([
      { error_message: "Expected a whole number from 1 to 1000." },
    ]);
  });

  test("fails when the schema does not have the key", () => {
    expect(() => validationsOf("v", ["cluster", "colour"])).toThrow("no such key");
  });
});
