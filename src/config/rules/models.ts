import { instanceTypesProblem, nodeImage } from "../../catalog/instance-types";
import { cpuMillis, memoryMiB } from "../../core/quantities";
import { type RuleProblem } from "../loader/load";
import { type EnvironmentConfig } from "../schema";

/** Namespaces of the cluster itself and of what the platform installs. */
const TAKEN_NAMESPACES = [
  "default",
  "kube-system",
  "kube-public",
  "kube-node-lease",
  "amazon-cloudwatch",
  "aws-observability",
];

/** On Fargate the kubelet shares the pod's interface, and with it the rules of the security group. */
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
    ? [{ path: ["namespace"], expected: "a namespace of the models' own", fix: "choose another name" }]
    : [];
}

/** Objects that every namespace, or this one, has besides the models'. */
const TAKEN_NAMES = ["default", "default-deny"];

function uniqueNames({ models, entry }: EnvironmentConfig): RuleProblem[] {
  const first = new Map<string, number>();
  const loadBalancers = new Set(entry.type === "nlb" ? models.map(({ name }) => `${name}-nlb`) : []);
  return models.flatMap(({ name }, index) => {
    if (TAKEN_NAMES.includes(name) || loadBalancers.has(name)) {
      return [
        {
          path: ["models", index, "name"],
          expected: "a name that no other object of the namespace has",
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
        expected: `a name that models[${earlier}] does not have`,
        fix: "rename one of them",
      },
    ];
  });
}

/** Behind one host a path leads to one model. An NLB for each model lets them share. */
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
          expected: `a path that ${holder} does not answer`,
          fix: "all models share one host: give each its own paths",
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
        expected: `${replicas.min} or more, as many as min`,
        fix: "raise max or lower min",
      });
    }
    if (model.memoryLimit !== undefined && memoryMiB(model.memoryLimit) < memoryMiB(model.memoryRequest)) {
      problems.push({
        path: at("memoryLimit"),
        expected: `${model.memoryRequest} or more, what is reserved`,
        fix: "raise the limit or lower memoryRequest",
      });
    }
    if (model.cpuLimit !== undefined && cpuMillis(model.cpuLimit) < cpuMillis(model.cpuRequest)) {
      problems.push({
        path: at("cpuLimit"),
        expected: `${model.cpuRequest} or more, what is reserved`,
        fix: "raise the limit or lower cpuRequest",
      });
    }
    if (model.nodeGroup !== undefined && !(model.nodeGroup in cluster.nodeGroups)) {
      problems.push({
        path: at("nodeGroup"),
        expected: `one of cluster.nodeGroups: ${Object.keys(cluster.nodeGroups).join(", ")}`,
        fix: "correct the name or add the group",
      });
    }
    if (model.gpus > 0 && !isGpuGroup(cluster.nodeGroups[model.nodeGroup ?? ""])) {
      problems.push({
        path: at("gpus"),
        expected: "a nodeGroup of a GPU type",
        fix: "name such a group under nodeGroup",
      });
    }
    if (
      model.nodeGroup !== undefined &&
      model.gpus === 0 &&
      isGpuGroup(cluster.nodeGroups[model.nodeGroup])
    ) {
      problems.push({
        path: at("nodeGroup"),
        expected: `gpus of 1 or more with it, since node group ${model.nodeGroup} is a GPU group`,
        fix: "set gpus: 1 or more, or name a group without GPUs",
      });
    }
    if (cluster.fargate) problems.push(...fargateRules(model, at));
    if (model.metricsPath !== undefined && prometheusRelease === undefined) {
      problems.push({
        path: at("metricsPath"),
        expected: "metrics only where Prometheus runs",
        fix: "set prometheusRelease to the release of its operator, or remove metricsPath",
      });
    }
    if (
      network.egress === "none" &&
      model.image.repository !== undefined &&
      !/\.dkr\.ecr\./.test(model.image.repository)
    ) {
      problems.push({
        path: at("image", "repository"),
        expected: "an ECR repository in a network without internet",
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
      fix: "set cluster.fargate: false or remove it",
    });
  if (model.port === KUBELET_PORT) {
    problems.push({
      path: at("port"),
      expected: "another port than the kubelet's on Fargate",
      fix: "choose a free port such as 8080",
    });
  }
  if (model.gpus > 0) needs("gpus", "GPUs");
  if (model.nodeGroup !== undefined) needs("nodeGroup", "node groups");
  if (model.secrets.length > 0) needs("secrets", "DaemonSets to mount them");
  return problems;
}
