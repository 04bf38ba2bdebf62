import { LOG_FILES_MIB } from "../../catalog/container-logs";
import { instanceTypesProblem, nodeImage } from "../../catalog/instance-types";
import { cpuMillis, memoryMiB } from "../../core/quantities";
import { type RuleProblem } from "../loader/load";
import { type EnvironmentConfig } from "../schema";

/** Namespaces of Kubernetes and of the platform. */
const TAKEN_NAMESPACES = [
  "default",
  "kube-system",
  "kube-public",
  "kube-node-lease",
  "amazon-cloudwatch",
  "aws-observability",
];

/** On Fargate, the kubelet shares the pod's network interface, and so its security-group rules. */
const KUBELET_PORT = 10250;

export function modelRules(config: EnvironmentConfig): RuleProblem[] {
  return [
    ...namespaceRules(config),
    ...uniqueNames(config),
    ...uniquePaths(config),
    ...config.models.flatMap(modelRule(config)),
  ];
}

function namespaceRules({ namespace }: EnvironmentConfig): RuleProblem[] {
  return TAKEN_NAMESPACES.includes(namespace)
    ? [
        {
          path: ["namespace"],
          expected: "a namespace that Kubernetes and the platform do not use",
          fix: "choose another name",
        },
      ]
    : [];
}

/** Names of other objects in the namespace. */
const TAKEN_NAMES = ["default", "default-deny", "all-models"];

function uniqueNames({ models, entry }: EnvironmentConfig): RuleProblem[] {
  const first = new Map<string, number>();
  const loadBalancers = new Set(entry.type === "nlb" ? models.map(({ name }) => `${name}-nlb`) : []);
  return models.flatMap(({ name }, index) => {
    if (TAKEN_NAMES.includes(name) || loadBalancers.has(name)) {
      return [
        {
          path: ["models", index, "name"],
          expected: "a name that no other object in the namespace has",
          fix: "rename the model",
        },
      ];
    }
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, index);
      return [];
    }
    return [
      {
        path: ["models", index, "name"],
        expected: `a name other than that of models[${earlier}]`,
        fix: "rename one of them",
      },
    ];
  });
}

/**
 * All models of an Ingress share one host, so each path belongs to one model. With an NLB for each model, paths can
 * repeat.
 */
function uniquePaths({ models, entry }: EnvironmentConfig): RuleProblem[] {
  if (entry.type !== "ingress") return [];
  const first = new Map<string, string>();
  return models.flatMap((model, index) =>
    model.paths.flatMap((path, place) => {
      const holder = first.get(path);
      if (holder === undefined) {
        first.set(path, model.name);
        return [];
      }
      return [
        {
          path: ["models", index, "paths", place],
          expected: `a path that ${holder} does not serve`,
          fix: "give each model its own paths, because all models share one host",
        },
      ];
    }),
  );
}

type Model = EnvironmentConfig["models"][number];

const modelRule =
  ({ cluster, network, prometheusRelease }: EnvironmentConfig) =>
  (model: Model, index: number): RuleProblem[] => {
    const at = (...path: (string | number)[]) => ["models", index, ...path];
    const problems: RuleProblem[] = [];
    const { replicas } = model;
    if (replicas.max < replicas.min) {
      problems.push({
        path: at("replicas", "max"),
        expected: `at least ${replicas.min}, the value of min`,
        fix: "raise max, or lower min",
      });
    }
    if (model.memoryLimit !== undefined && memoryMiB(model.memoryLimit) < memoryMiB(model.memoryRequest)) {
      problems.push({
        path: at("memoryLimit"),
        expected: `at least ${model.memoryRequest}, the value of memoryRequest`,
        fix: "raise memoryLimit, or lower memoryRequest",
      });
    }
    if (model.cpuLimit !== undefined && cpuMillis(model.cpuLimit) < cpuMillis(model.cpuRequest)) {
      problems.push({
        path: at("cpuLimit"),
        expected: `at least ${model.cpuRequest}, the value of cpuRequest`,
        fix: "raise cpuLimit, or lower cpuRequest",
      });
    }
    const writable = model.tmpMiB + model.modelCacheMiB + LOG_FILES_MIB;
    if (model.ephemeralStorage !== undefined && memoryMiB(model.ephemeralStorage) < writable) {
      problems.push({
        path: at("ephemeralStorage"),
        expected: `at least ${writable}Mi: tmpMiB, modelCacheMiB and ${LOG_FILES_MIB}Mi for logs`,
        fix: "raise ephemeralStorage, or lower tmpMiB or modelCacheMiB",
      });
    }
    if (model.alsoPorts.includes(model.port)) {
      problems.push({
        path: at("alsoPorts"),
        expected: `former ports, without the port ${model.port} of the model`,
        fix: "remove the port from the list",
      });
    }
    if (model.nodeGroup !== undefined && !(model.nodeGroup in cluster.nodeGroups)) {
      problems.push({
        path: at("nodeGroup"),
        expected: `one of cluster.nodeGroups: ${Object.keys(cluster.nodeGroups).join(", ")}`,
        fix: "correct the name, or add the node group",
      });
    }
    if (model.gpus > 0 && !isGpuGroup(cluster.nodeGroups[model.nodeGroup ?? ""])) {
      problems.push({
        path: at("gpus"),
        expected: "a nodeGroup with a GPU instance type",
        fix: "set nodeGroup to a node group with GPUs",
      });
    }
    if (
      model.nodeGroup !== undefined &&
      model.gpus === 0 &&
      isGpuGroup(cluster.nodeGroups[model.nodeGroup])
    ) {
      problems.push({
        path: at("nodeGroup"),
        expected: "a node group without GPUs for a model with gpus: 0",
        fix: "set gpus to at least 1, or choose another node group",
      });
    }
    if (model.drainsOnSigterm && "DRAIN_SECONDS" in model.environment) {
      problems.push({
        path: at("environment", "DRAIN_SECONDS"),
        expected: "no DRAIN_SECONDS with drainsOnSigterm, which sets it",
        fix: "remove the variable, and set drainSeconds",
      });
    }
    if (cluster.fargate) problems.push(...fargateRules(model, at));
    if (model.metricsPath !== undefined && prometheusRelease === undefined) {
      problems.push({
        path: at("metricsPath"),
        expected: "no metricsPath without prometheusRelease",
        fix: "set prometheusRelease to the Helm release of the Prometheus Operator, or remove metricsPath",
      });
    }
    if (
      network.egress === "none" &&
      model.image.repository !== undefined &&
      !/\.dkr\.ecr\./.test(model.image.repository)
    ) {
      problems.push({
        path: at("image", "repository"),
        expected: "an ECR repository in a network without internet access",
        fix: "push the image to ECR, or set network.egress",
      });
    }
    return problems;
  };

function isGpuGroup(group: EnvironmentConfig["cluster"]["nodeGroups"][string] | undefined): boolean {
  return (
    group !== undefined && !instanceTypesProblem(group.instanceTypes) && nodeImage(group.instanceTypes).gpu
  );
}

function fargateRules(
  model: Model,
  at: (...path: (string | number)[]) => (string | number)[],
): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const needs = (key: string, what: string) =>
    problems.push({
      path: at(key),
      expected: `no ${key} on Fargate, which has no ${what}`,
      fix: "set cluster.fargate: false, or remove it",
    });
  if (model.port === KUBELET_PORT) {
    problems.push({
      path: at("port"),
      expected: `a port other than ${KUBELET_PORT}, the kubelet's port on Fargate`,
      fix: "choose another port such as 8080",
    });
  }
  if (model.gpus > 0) needs("gpus", "GPUs");
  if (model.nodeGroup !== undefined) needs("nodeGroup", "node groups");
  if (model.secrets.length > 0) needs("secrets", "DaemonSets to mount them");
  return problems;
}
