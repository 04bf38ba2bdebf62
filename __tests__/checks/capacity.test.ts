import {
  allocatable,
  fargateCpuMillis,
  instanceCapacity,
  podsByPrefixes,
  podsBySingleAddresses,
} from "../../src/catalog/instance-capacity";
import { ADDON_NAMES } from "../../src/catalog/addons";
import { CHARTS } from "../../src/catalog/charts";
import { ADDON_PODS, CHART_PODS } from "../../src/catalog/platform-pods";
import { budgetsOf, fits, usable, wholeBlocks } from "../../src/checks/capacity/addresses";
import { capacityAtMinimum } from "../../src/checks/capacity/capacity-at-minimum";
import { capacityAtPeak } from "../../src/checks/capacity/capacity-at-peak";
import { capacityAutoscaler } from "../../src/checks/capacity/capacity-autoscaler";
import { capacityKnown } from "../../src/checks/capacity/capacity-known";
import { capacityZoneLoss } from "../../src/checks/capacity/capacity-zone-loss";
import { CAPACITY_CHECKS } from "../../src/checks/capacity/checks";
import { hpaWorks } from "../../src/checks/capacity/hpa-works";
import { maxPods } from "../../src/checks/capacity/max-pods";
import { memoryTarget } from "../../src/checks/capacity/memory-target";
import { podFitsNode } from "../../src/checks/capacity/pod-fits-node";
import { quotaAdmitsPeak } from "../../src/checks/capacity/quota-admits-peak";
import { subnetAddresses } from "../../src/checks/capacity/subnet-addresses";
import { subnetPrefixes } from "../../src/checks/capacity/subnet-prefixes";
import { type EnvironmentPlan } from "../../src/terraform-json/environment-plan";
import { type Editable, altered, environmentPlan } from "../support/altered";
import { foundBy } from "../support/findings";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS } from "../support/environments";
import { planOf } from "../support/reference-plans";

const ids = (plan: EnvironmentPlan): string[] => [
  ...new Set(CAPACITY_CHECKS.filter((check) => foundBy(check, plan).length > 0).map(({ id }) => id)),
];

const model = (over: object = {}) => ({ name: "model", image: { tag: "1.0.0" }, ...over });
const prodWith = (models: readonly object[], nodeGroup: object = {}) =>
  environmentPlan(planWith("ml-inference-prod", { models, cluster: { nodeGroups: { general: nodeGroup } } }));

const eachGroup = (cluster: Editable, edit: (group: Editable) => void): void =>
  Object.values(cluster.resource.aws_eks_node_group as Record<string, Editable>).forEach(edit);

describe("reference environments", () => {
  test.each([
    // A document asks for the memory target; the autoscaler of nodes is an option of its own.
    ["ml-inference-prod", ["capacity-autoscaler", "memory-target"]],
    // Its models run on Fargate.
    ["mlapp", []],
    // Documents choose /24 subnets, in which single addresses can spoil the blocks of pods.
    ["retail-forecast", ["capacity-autoscaler", "subnet-prefixes"]],
    ["retail-forecast-console", ["capacity-autoscaler", "subnet-prefixes"]],
    ["retail-forecast-option-b", ["capacity-autoscaler", "subnet-prefixes"]],
  ])("%s is warned of %p and nothing else", (environment, warnings) => {
    const plan = environmentPlan(planOf(environment));
    expect(ids(plan)).toEqual(warnings);
    const severities = CAPACITY_CHECKS.filter(({ id }) => warnings.includes(id)).map(
      ({ severity }) => severity,
    );
    expect(severities).toEqual(warnings.map(() => "warning"));
  });
});

describe("what the catalog knows", () => {
  test("a t3.medium gives what nodeadm leaves of it, whatever maxPods says", () => {
    const type = instanceCapacity("t3.medium");
    expect(type && allocatable(type, 50)).toEqual({
      cpuMillis: 1930,
      memoryMiB: 3246,
      diskMiB: 45_056,
      gpus: 0,
    });
  });

  test.each([
    ["t3.medium", 17, 242],
    ["m6i.large", 29, 434],
    ["m7g.4xlarge", 234, 3714],
    ["g5.xlarge", 58, 898],
  ])("a %s carries %i pods by single addresses and %i by prefixes", (name, single, prefixes) => {
    const type = instanceCapacity(name);
    expect(type && [podsBySingleAddresses(type), podsByPrefixes(type)]).toEqual([single, prefixes]);
  });

  test("unknown types are unknown, not guessed", () => {
    expect(["m6i.metal", "c5.large", "z9.huge", "", "t3.micro"].map(instanceCapacity)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });

  test.each([
    [250, 512, 250],
    [250, 3000, 500],
    [100, 8000, 2000],
    [16_000, 120 * 1024, undefined],
    [17_000, 1024, undefined],
  ])("Fargate runs %im CPU and %i MiB with %p", (cpu, memory, size) => {
    expect(fargateCpuMillis(cpu, memory)).toBe(size);
  });

  test("the pods of every add-on and chart that an environment can install are in the catalog", () => {
    expect(Object.keys(ADDON_PODS).sort()).toEqual([...ADDON_NAMES].sort());
    expect(Object.keys(CHART_PODS).sort()).toEqual(Object.keys(CHARTS).sort());
  });
});

describe("pod-fits-node", () => {
  test("finds a pod that is larger than what a node has left beside its DaemonSets", () => {
    const [message, ...more] = foundBy(podFitsNode, prodWith([model({ cpuRequest: "1600m" })]));
    expect(more).toEqual([]);
    expect(message).toContain("requests 1600m CPU, 512Mi memory");
    expect(message).toContain("a t3.medium of general_a has 1480m CPU");
    expect(foundBy(podFitsNode, prodWith([model({ cpuRequest: "1480m" })]))).toEqual([]);
    expect(foundBy(podFitsNode, prodWith([model({ memoryRequest: "4Gi" })]))).toHaveLength(1);
  });

  test("counts volumes against the node's disk", () => {
    expect(foundBy(podFitsNode, prodWith([model({ modelCacheMiB: 60_000 })]))).toHaveLength(1);
    expect(foundBy(podFitsNode, prodWith([model({ modelCacheMiB: 60_000 })], { diskGiB: 100 }))).toEqual([]);
  });

  test("counts GPUs of the instance type", () => {
    const gpus = (count: number) =>
      environmentPlan(
        planWith("ml-inference-prod", {
          cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.12xlarge"] } } },
          models: [model({ nodeGroup: "gpu", gpus: count })],
        }),
      );
    expect(foundBy(podFitsNode, gpus(4))).toEqual([]);
    expect(foundBy(podFitsNode, gpus(5))).toHaveLength(1);
  });

  test("finds a pod that Fargate has no size for", () => {
    const plan = environmentPlan(planWith("mlapp", { models: [model({ cpuRequest: "20" })] }));
    expect(foundBy(podFitsNode, plan)).toEqual([expect.stringContaining("Fargate has no size for it")]);
  });
});

describe("capacity-at-minimum", () => {
  test("finds that the nodes which always run do not hold the fewest replicas, and says how many are missing", () => {
    const [message, ...more] = foundBy(capacityAtMinimum, prodWith([model({ replicas: { min: 12 } })]));
    expect(more).toEqual([]);
    expect(message).toContain("with 2 t3.medium (general_a, general_b)");
    expect(message).toMatch(/(\d+) pods find no room: model \d+ of 12/);
    expect(
      foundBy(
        capacityAtMinimum,
        prodWith([model({ replicas: { min: 12 } })], { minPerZone: 3, maxPerZone: 3 }),
      ),
    ).toEqual([]);
  });

  test("an autoscaler of nodes makes room up to the most nodes", () => {
    const plan = planWith("ml-inference-prod", { models: [model({ replicas: { min: 12 } })] });
    const scaled = altered(plan, ({ platform }) => {
      platform.resource.helm_release.cluster_autoscaler = { chart: "cluster-autoscaler", values: ["{}"] };
    });
    expect(foundBy(capacityAtMinimum, scaled)).toEqual([]);
  });

  test("the platform's own pods have to fit, too", () => {
    const plan = altered("mlapp", ({ cluster, platform }) => {
      delete cluster.resource.aws_eks_node_group.general_b;
      const release = platform.resource.helm_release.load_balancer_controller;
      release.values = [JSON.stringify({ replicaCount: 2, resources: { requests: { cpu: "900m" } } })];
    });
    expect(foundBy(capacityAtMinimum, plan)).toEqual([
      expect.stringContaining("aws-load-balancer-controller 1 of 2"),
    ]);
  });
});

test("capacity-zone-loss warns where one zone cannot take the fewest replicas alone", () => {
  const plan = prodWith([model({ replicas: { min: 5 } })]);
  expect(foundBy(capacityAtMinimum, plan)).toEqual([]);
  const messages = foundBy(capacityZoneLoss, plan);
  expect(messages).toHaveLength(2);
  expect(messages[0]).toContain("without ap-southeast-2a, with 1 t3.medium left");
  expect(foundBy(capacityZoneLoss, prodWith([model()]))).toEqual([]);
});

describe("capacity-at-peak", () => {
  test("names the largest replica count that fits with a rollout's own pods", () => {
    const plan = prodWith([model({ replicas: { max: 40 } })]);
    const [message, ...more] = foundBy(capacityAtPeak, plan);
    expect(more).toEqual([]);
    expect(message).toContain("at most 4 t3.medium (general_a, general_b) run");
    const fitting = Number(/model with (\d+) of 40 replicas/.exec(message ?? "")?.[1]);
    expect(fitting).toBeGreaterThan(0);
    const most = (max: number) => foundBy(capacityAtPeak, prodWith([model({ replicas: { max } })]));
    expect(most(fitting)).toEqual([]);
    expect(most(fitting + 1)).toHaveLength(1);
  });

  test("says that places are kept for the pods that a rollout adds", () => {
    const messages = foundBy(capacityAtPeak, prodWith([model({ replicas: { max: 40 } })]));
    expect(messages).toEqual([
      expect.stringMatching(/ \((\d+ places are|1 place is) kept for the rollout's surge pods?\)$/),
    ]);
  });

  test("says where a rollout could never begin", () => {
    const planned = (over: object) =>
      planWith("ml-inference-prod", {
        cluster: {
          nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"], zones: ["a"], ...over } },
        },
        models: [model({ nodeGroup: "gpu", gpus: 1, replicas: { min: 1, max: 1 } })],
      });
    const gpu = (over: object) => environmentPlan(planned(over));
    const words =
      /model with 1 of 1 replicas and no rollout: its surge pod finds no place, and nothing leaves before it runs$/;
    const fixed = gpu({ maxPerZone: 1 });
    expect(foundBy(capacityAtMinimum, fixed)).toEqual([]);
    expect(foundBy(capacityAtPeak, fixed)).toEqual([expect.stringMatching(words)]);
    const bound = gpu({ maxPerZone: 2 });
    expect(foundBy(capacityAtPeak, bound)).toEqual([]);
    expect(foundBy(capacityAutoscaler, bound)).toEqual([expect.stringMatching(words)]);
    expect(foundBy(capacityAutoscaler, gpu({ minPerZone: 2 }))).toEqual([]);
    const mayLose = altered(planned({ maxPerZone: 1 }), ({ models }) => {
      const { spec } = models.resource.kubernetes_deployment_v1.model;
      spec.strategy.rolling_update.max_unavailable = "1";
    });
    expect(foundBy(capacityAtPeak, mayLose)).toEqual([expect.not.stringContaining("no rollout")]);
  });

  test("counts all models together, and each on the nodes that it may run on", () => {
    const many = Array.from({ length: 5 }, (_, index) => model({ name: `model-${index}` }));
    expect(foundBy(capacityAtPeak, prodWith(many))).toEqual([
      expect.stringMatching(/model-\d with \d+ of 10 replicas/),
    ]);
    const own = { general: { maxPerZone: 2 }, big: { instanceTypes: ["m6i.4xlarge"] } };
    const apart = environmentPlan(
      planWith("ml-inference-prod", {
        cluster: { nodeGroups: own },
        models: many.map((each) => ({ ...each, nodeGroup: "big" })),
      }),
    );
    expect(foundBy(capacityAtPeak, apart)).toEqual([]);
  });
});

describe("capacity-autoscaler", () => {
  test("warns that nothing adds the nodes which the peak needs, and is quiet where they always run", () => {
    expect(foundBy(capacityAutoscaler, environmentPlan(planOf("ml-inference-prod")))).toEqual([
      expect.stringContaining("nothing adds nodes to general_a, general_b: the minimum of 2 t3.medium has room for"),
    ]);
    expect(foundBy(capacityAutoscaler, prodWith([model()], { minPerZone: 2 }))).toEqual([]);
  });

  test("is quiet where an autoscaler runs", () => {
    const plan = altered("ml-inference-prod", ({ platform }) => {
      platform.resource.helm_release.cluster_autoscaler = { chart: "cluster-autoscaler", values: ["{}"] };
    });
    expect(foundBy(capacityAutoscaler, plan)).toEqual([]);
  });
});

describe("capacity-known", () => {
  test("warns of an instance type whose size is not known: its capacity was not proved", () => {
    const plan = prodWith([model()], { instanceTypes: ["m6i.large", "m6id.large"] });
    expect(foundBy(capacityKnown, plan)).toEqual([
      "aws_eks_node_group.general_a: the size of m6id.large is unknown, so the capacity of general_a, general_b was not checked (did you mean m6i.large?)",
    ]);
    expect(foundBy(podFitsNode, plan)).toEqual([]);
  });

  test("suggests no type where none is near", () => {
    const plan = prodWith([model()], { instanceTypes: ["x2idn.metal"] });
    expect(foundBy(capacityKnown, plan)).toEqual([expect.not.stringContaining("did you mean")]);
  });

  test("tells of each node group once", () => {
    const plan = environmentPlan(
      planWith("ml-inference-prod", {
        cluster: {
          nodeGroups: {
            general: {},
            one: { instanceTypes: ["m6id.large"] },
            two: { instanceTypes: ["m6id.large"] },
          },
        },
      }),
    );
    expect(foundBy(capacityKnown, plan)).toEqual([
      expect.stringContaining("of one_a, one_b was"),
      expect.stringContaining("of two_a, two_b was"),
    ]);
  });

  test("warns of an add-on and a chart whose pods are not known", () => {
    const plan = altered("mlapp", ({ cluster, platform }) => {
      cluster.resource.aws_eks_addon.adot = { addon_name: "adot" };
      platform.resource.helm_release.grafana = { chart: "grafana" };
    });
    expect(foundBy(capacityKnown, plan)).toHaveLength(2);
  });

  test("a group counts for the smallest of its types", () => {
    const mixed = prodWith([model({ cpuRequest: "3" })], { instanceTypes: ["m6i.2xlarge", "m6i.large"] });
    expect(foundBy(podFitsNode, mixed)).toHaveLength(1);
    expect(
      foundBy(podFitsNode, prodWith([model({ cpuRequest: "3" })], { instanceTypes: ["m6i.2xlarge"] })),
    ).toEqual([]);
  });
});

describe("quota-admits-peak", () => {
  const quota = (models: Editable): Editable => models.resource.kubernetes_resource_quota_v1.models.spec.hard;

  test.each([
    ["pods", "12"],
    ["requests.cpu", "3249m"],
    ["requests.memory", "6655Mi"],
    ["limits.memory", "13311Mi"],
  ])("finds that %s of %s refuses what the models need at their most", (key, value) => {
    const plan = altered("ml-inference-prod", ({ models }) => {
      quota(models)[key] = value;
    });
    expect(foundBy(quotaAdmitsPeak, plan)).toEqual([
      expect.stringContaining(`${key} is ${value}, and the models need`),
    ]);
  });

  test("finds that more replicas or larger pods outgrow the quota", () => {
    const plan = altered("ml-inference-prod", ({ models }) => {
      models.resource.kubernetes_horizontal_pod_autoscaler_v2.ml_inference_api.spec.max_replicas = 11;
    });
    expect(foundBy(quotaAdmitsPeak, plan)).toHaveLength(4);
  });

  test("finds pods without the limit that a quota asks of all", () => {
    const plan = altered("retail-forecast", ({ models }) => {
      quota(models)["limits.cpu"] = "100";
    });
    expect(foundBy(quotaAdmitsPeak, plan)).toEqual([expect.stringContaining("retail-forecast-api")]);
  });
});

describe("hpa-works", () => {
  const change = (edit: (spec: Editable) => void): string[] =>
    foundBy(
      hpaWorks,
      altered("ml-inference-prod", ({ models }) => {
        edit(models.resource.kubernetes_horizontal_pod_autoscaler_v2.ml_inference_api.spec);
      }),
    );

  test.each<[string, (spec: Editable) => void, string]>([
    ["a target that is not there", (spec) => (spec.scale_target_ref.name = "other"), "scales nothing"],
    ["a target of another API", (spec) => (spec.scale_target_ref.api_version = "v1"), "apps/v1"],
    ["bounds that cross", (spec) => (spec.max_replicas = 1), "expected at least min_replicas"],
    ["no metric", (spec) => (spec.metric = []), "no metric"],
    ["a metric of no kind", (spec) => (spec.metric[0].type = "Resources"), "unknown type"],
    [
      "a resource that nobody measures",
      (spec) => (spec.metric[0].resource.name = "gpu"),
      "not a measured resource",
    ],
    ["no target", (spec) => delete spec.metric[0].resource.target.average_utilization, "no target for cpu"],
    [
      "a target beyond the request",
      (spec) => (spec.metric[0].resource.target.average_utilization = 101),
      "101 %",
    ],
    [
      "a window beyond an hour",
      (spec) => (spec.behavior.scale_down[0].stabilization_window_seconds = 3601),
      "at most 3600",
    ],
    [
      "a policy of no kind",
      (spec) => (spec.behavior.scale_down[0].policy[0].type = "Share"),
      "invalid policy",
    ],
    [
      "a selection of no kind",
      (spec) => (spec.behavior.scale_down[0].select_policy = "Most"),
      "select_policy of scale_down is Most",
    ],
  ])("finds %s", (_, edit, message) => {
    expect(change(edit)).toContainEqual(expect.stringContaining(message));
  });

  test("finds that nothing measures CPU and memory, or that a container states no request", () => {
    const unmeasured = altered("ml-inference-prod", ({ cluster }) => {
      delete cluster.resource.aws_eks_addon.metrics_server;
    });
    expect(foundBy(hpaWorks, unmeasured)).toContainEqual(expect.stringContaining("no metrics-server"));
    const unstated = altered("ml-inference-prod", ({ models }) => {
      delete models.resource.kubernetes_limit_range_v1.models;
      delete models.resource.kubernetes_deployment_v1.ml_inference_api.spec.template.spec.container[0]
        .resources;
    });
    expect(foundBy(hpaWorks, unstated)).toEqual(
      ["cpu", "memory"].map((name) => expect.stringContaining(`its target for ${name} is a percentage of the request`)),
    );
  });
});

test("memory-target warns in the words of the model that scales by memory, and of no other", () => {
  expect(foundBy(memoryTarget, environmentPlan(planOf("ml-inference-prod")))).toEqual([
    "kubernetes_horizontal_pod_autoscaler_v2.ml_inference_api: if an idle pod of ml-inference-api uses more than " +
      "409Mi (80 % of its request), the autoscaler keeps 10 replicas permanently; its limit allows 1024Mi",
  ]);
  expect(foundBy(memoryTarget, environmentPlan(planOf("mlapp")))).toEqual([]);
});

describe("max-pods", () => {
  test("finds that without prefix delegation a node has no addresses for its pods", () => {
    for (const value of ["false", undefined]) {
      const plan = altered("mlapp", ({ cluster }) => {
        const addon = cluster.resource.aws_eks_addon.vpc_cni;
        const configuration = JSON.parse(addon.configuration_values) as Editable;
        configuration.env.ENABLE_PREFIX_DELEGATION = value;
        addon.configuration_values = JSON.stringify(configuration);
      });
      expect(foundBy(maxPods, plan)).toContainEqual(
        expect.stringContaining(
          "maxPods is 110; without prefix delegation, a t3.medium has addresses for 17 pods",
        ),
      );
    }
  });

  test("finds more pods than Kubernetes is tested for on a small node", () => {
    const plan = altered("mlapp", ({ cluster }) => {
      const template = cluster.resource.aws_launch_template.general;
      const data = Buffer.from(template.user_data as string, "base64").toString("utf8");
      template.user_data = Buffer.from(data.replace("maxPods: 110", "maxPods: 200")).toString("base64");
    });
    expect(foundBy(maxPods, plan)).toContainEqual(
      expect.stringContaining("expected at most 110 for a node with 2 vCPUs"),
    );
  });
});

describe("subnet addresses", () => {
  test.each([
    ["10.0.0.0/24", 251, 14],
    ["10.0.0.0/28", 11, 0],
    ["10.0.0.0/19", 8187, 510],
  ])("%s has %i addresses and %i whole blocks", (cidr, addresses, blocks) => {
    expect([usable(cidr), wholeBlocks(cidr)]).toEqual([addresses, blocks]);
  });

  test("single addresses fill the ends of a subnet first, then take whole blocks", () => {
    expect(fits("10.0.0.0/24", { addresses: 27, prefixes: 14 })).toBe(true);
    expect(fits("10.0.0.0/24", { addresses: 28, prefixes: 14 })).toBe(false);
    expect(fits("10.0.0.0/24", { addresses: 28, prefixes: 13 })).toBe(true);
    expect(fits("10.0.0.0/24", { addresses: 252, prefixes: 0 })).toBe(false);
  });

  test.each(ENVIRONMENTS)("%s: every subnet is counted, with what stands in it", (environment) => {
    const budgets = budgetsOf(environmentPlan(planOf(environment)));
    expect(budgets).toHaveLength(4);
    const uses = new Set(budgets.flatMap((budget) => budget.uses.map(({ what }) => what)));
    expect(uses).toContain("interface endpoints");
    expect(uses).toContain("the control plane and its upgrade");
    expect(budgets.filter(({ nodes }) => nodes.length > 0)).toHaveLength(2);
  });

  test("finds that the most nodes do not fit, and says how many do", () => {
    const wide = environmentPlan(
      planWith("retail-forecast", { cluster: { nodeGroups: { general: { maxPerZone: 20 } } } }),
    );
    const messages = foundBy(subnetAddresses, wide);
    expect(messages).toHaveLength(2);
    expect(messages[0]).toContain("10.0.101.0/24 has 251 addresses and 14 whole /28 blocks");
    expect(messages[0]).toContain("6 for interface endpoints");
    const [, fitting, wanted] =
      /at most (\d+) of its (\d+) nodes fit, including 2 that an upgrade adds/.exec(messages[0] ?? "") ?? [];
    expect(wanted).toBe("22");
    const most = Number(fitting) - 2;
    const nodes = (maxPerZone: number) =>
      foundBy(
        subnetAddresses,
        environmentPlan(
          planWith("retail-forecast", { cluster: { nodeGroups: { general: { maxPerZone } } } }),
        ),
      );
    expect(nodes(most)).toEqual([]);
    expect(nodes(most + 1)).toHaveLength(2);
  });

  test("finds a subnet that is too small for what stands in it besides nodes", () => {
    const plan = altered("retail-forecast", ({ network }) => {
      network.resource.aws_subnet.public_a.cidr_block = "10.0.1.0/29";
      network.resource.aws_subnet.private_a.cidr_block = "10.0.101.0/28";
    });
    const subnets = foundBy(subnetAddresses, plan).map((message) => message.split(":")[0]);
    expect(subnets.sort()).toEqual(["aws_subnet.private_a", "aws_subnet.public_a"]);
  });

  test("counts a pod on Fargate as an address", () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      model({ name: `model-${index}`, paths: [`/${index}`] }),
    );
    const cidrs = { network: { privateSubnets: { cidrs: ["10.0.101.0/25", "10.0.102.0/25"] } } };
    const plan = environmentPlan(planWith("mlapp", { ...cidrs, models: many }));
    expect(foundBy(subnetAddresses, plan)).toEqual(
      [1, 2].map(() => expect.stringContaining("195 for Fargate pods")),
    );
  });

  test("each NLB takes an address, and eight have to be free for it", () => {
    const many = Array.from({ length: 3 }, (_, index) => model({ name: `model-${index}` }));
    const [budget] = budgetsOf(environmentPlan(planWith("ml-inference-prod", { models: many }))).filter(
      ({ nodes }) => nodes.length > 0,
    );
    expect(budget?.uses.find(({ what }) => what === "load balancers")?.addresses).toBe(10);
  });

  test("subnet-prefixes is quiet once a range for prefixes is reserved, and where the subnet is wide", () => {
    const reserved = altered("retail-forecast", ({ network }) => {
      network.resource.aws_ec2_subnet_cidr_reservation = Object.fromEntries(
        ["a", "b"].map((zone, index) => [
          `private_${zone}`,
          {
            subnet_id: `\${aws_subnet.private_${zone}.id}`,
            cidr_block: `10.0.10${index + 1}.128/25`,
            reservation_type: "prefix",
          },
        ]),
      );
    });
    expect(foundBy(subnetPrefixes, environmentPlan(planOf("retail-forecast")))).toHaveLength(2);
    expect(foundBy(subnetPrefixes, reserved)).toEqual([]);
    expect(foundBy(subnetPrefixes, environmentPlan(planOf("mlapp")))).toEqual([]);
  });

  test("single addresses for pods take whole interfaces, and no blocks", () => {
    const plan = altered("retail-forecast", ({ cluster }) => {
      cluster.resource.aws_eks_addon.vpc_cni.configuration_values = "{}";
    });
    const [budget] = budgetsOf(plan).filter(({ nodes }) => nodes.length > 0);
    expect(budget?.nodes.map(({ addresses, prefixes }) => [addresses, prefixes])).toEqual([[18, 0]]);
    expect(foundBy(subnetPrefixes, plan)).toEqual([]);
  });
});

test("nothing breaks where a plan is empty or odd", () => {
  const odd = altered("ml-inference-prod", ({ network, cluster, models }) => {
    network.resource.aws_subnet.private_a.cidr_block = "everywhere";
    eachGroup(cluster, (group) => {
      group.scaling_config = "many";
      group.instance_types = null;
      group.launch_template = [];
    });
    cluster.resource.aws_launch_template.general.user_data = "%%%";
    cluster.resource.aws_eks_addon.vpc_cni.configuration_values = "{";
    models.resource.kubernetes_horizontal_pod_autoscaler_v2.ml_inference_api.spec = [];
    models.resource.kubernetes_resource_quota_v1.models.spec = { hard: "all" };
  });
  expect(() => ids(odd)).not.toThrow();
  expect(
    ids(altered("mlapp", (layers) => Object.values(layers).forEach((layer) => (layer.resource = {})))),
  ).toEqual([]);
});
