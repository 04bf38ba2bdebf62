import { texts as TEXTS } from "./texts.json";
import { meantOr } from "../../base/did-you-mean";
import { CLUSTER_PORTS } from "../../facts/cluster-ports";
import figures from "../facts/figures.json";
import { cpuMillis, memoryMiB } from "../../base/quantities";
import { nodesOf } from "../node-groups";
import { type EnvironmentConfig } from "../schema";
import { isVersionOf } from "../weights";
import { type KeyProblem } from "./key-problem";
import { containerRules } from "./model-container";
import { programRules } from "./model-kserve";
import { queueRules } from "./model-queue";
import { loadRules } from "./model-load";
import { permissionRules } from "./permissions";
import { type RuleProblem, allOf, forEach } from "../rule-problems";
import { downloadMiB } from "./downloads";
import { scraperOf } from "./scraper";

type NodeGroupConfig = EnvironmentConfig["cluster"]["nodeGroups"][string];

type Model = EnvironmentConfig["models"][number];

/** Rules on the keys of one model. */
export const modelRule =
  (config: EnvironmentConfig) =>
  (model: Model, index: number): RuleProblem[] =>
    allOf<KeyProblem>(
      () => programRules(model, config),
      () => queueRules(model, config),
      () => replicaRules(model),
      () => memoryRules(model),
      () => cpuRules(model),
      () => diskRules(model),
      () => containerRules(model),
      () => portRules(model),
      () => contentRules(model),
      () => nodeGroupRules(model, config),
      () => gpuRules(model, config),
      () => drainRules(model),
      () => loadRules(model),
      () => (config.cluster.fargate ? fargateRules(model) : []),
      () => (config.cluster.fargate ? fargateDiskRules(model) : []),
      () => metricsRules(model, config),
      () => permissionRules(model, config),
      () => imageRules(model, config),
      () => repositoryNameRules(model),
    ).map(({ key, ...problem }) => ({ path: ["models", index, ...key], ...problem }));

const replicaRules = ({ replicas }: Model): KeyProblem[] =>
  replicas.max < replicas.min
    ? [
        {
          key: ["replicas", "max"],
          expected: `at least ${replicas.min}, the value of min`,
          fix: "raise max, or lower min",
        },
      ]
    : [];

const memoryRules = ({ memoryLimit, memoryRequest }: Model): KeyProblem[] =>
  memoryLimit !== undefined && memoryMiB(memoryLimit) < memoryMiB(memoryRequest)
    ? [
        {
          key: ["memoryLimit"],
          expected: `at least ${memoryRequest}, the value of memoryRequest`,
          fix: "raise memoryLimit, or lower memoryRequest",
        },
      ]
    : [];

const cpuRules = ({ cpuLimit, cpuRequest }: Model): KeyProblem[] =>
  cpuLimit !== undefined && cpuMillis(cpuLimit) < cpuMillis(cpuRequest)
    ? [
        {
          key: ["cpuLimit"],
          expected: `at least ${cpuRequest}, the value of cpuRequest`,
          fix: "raise cpuLimit, or lower cpuRequest",
        },
      ]
    : [];

/** Size of the volumes of a pod on the disk of its node, in MiB. */
const volumesMiB = (model: Model): number => model.tmpMiB + model.modelCacheMiB + downloadMiB(model);

const volumeKeys = ({ weights }: Model): string =>
  weights?.mode === "download" ? "tmpMiB, modelCacheMiB, weights.sizeGiB" : "tmpMiB, modelCacheMiB";

function diskRules(model: Model): KeyProblem[] {
  if (model.ephemeralStorage === undefined) return [];
  const writable = volumesMiB(model) + figures.containerLogs.mib;
  return memoryMiB(model.ephemeralStorage) < writable
    ? [
        {
          key: ["ephemeralStorage"],
          expected: `at least ${writable}Mi: ${volumeKeys(model)} and ${figures.containerLogs.mib}Mi for logs`,
          fix: "raise ephemeralStorage, or lower tmpMiB or modelCacheMiB",
        },
      ]
    : [];
}

const contentRules = ({ name, bucketPrefix, manifestDigest }: Model): KeyProblem[] =>
  manifestDigest === undefined || isVersionOf(name, bucketPrefix)
    ? []
    : [
        {
          key: ["manifestDigest"],
          expected: `the prefix of a promoted version beside it, and bucketPrefix is ${bucketPrefix ?? "not set"}`,
          fix: `write bucketPrefix: ${name}/1/ for version 1, or remove manifestDigest`,
        },
      ];

const portRules = ({ alsoPorts, port }: Model): readonly KeyProblem[] =>
  forEach(alsoPorts, (also, index) =>
    also === port
      ? [
          {
            key: ["alsoPorts", index],
            expected: `a former port, not the port ${port} of the model`,
            fix: "remove the port from the list",
          },
        ]
      : [],
  );

const nodeGroupRules = ({ nodeGroup }: Model, { cluster }: EnvironmentConfig): KeyProblem[] =>
  nodeGroup === undefined || Object.hasOwn(cluster.nodeGroups, nodeGroup)
    ? []
    : [
        {
          key: ["nodeGroup"],
          expected: `one of cluster.nodeGroups: ${Object.keys(cluster.nodeGroups).join(", ")}`,
          fix: meantOr("correct the name, or add the node group", nodeGroup, Object.keys(cluster.nodeGroups)),
        },
      ];

function gpuRules({ kind, gpus, nodeGroup }: Model, { cluster }: EnvironmentConfig): KeyProblem[] {
  const { nodeGroups } = cluster;
  const isKnown = nodeGroup !== undefined && Object.hasOwn(nodeGroups, nodeGroup);
  const hasGpus = isKnown && isGpuGroup(nodeGroups[nodeGroup]);
  // Its own rules name the types of instances, and their number of GPUs.
  if (kind === "llm" && (hasGpus || nodeGroup === undefined)) return [];
  if (gpus > 0 && !hasGpus) {
    return [TEXTS.modelGpus];
  }
  return gpus === 0 && hasGpus ? [TEXTS.modelNodeGroup] : [];
}

const drainRules = ({ drainsOnSigterm, environment }: Model): KeyProblem[] =>
  drainsOnSigterm && Object.hasOwn(environment, "DRAIN_SECONDS") ? [TEXTS.modelDrainSeconds] : [];

const metricsRules = ({ metricsPath }: Model, config: EnvironmentConfig): KeyProblem[] =>
  metricsPath !== undefined && scraperOf(config) === undefined ? [TEXTS.modelMetricsPath] : [];

/** Which registry is behind a rule, only the company knows. */
function imageRules({ image }: Model, { network, components = {} }: EnvironmentConfig): KeyProblem[] {
  const { repository = "" } = image ?? {};
  const port = Number(/^[^/]*:(\d+)/.exec(repository)?.[1] ?? "443");
  const isReached =
    network.egress !== "none" ||
    network.extraRules.some((each) => each.group === "nodes" && each.port === port);
  if (isReached || "https-proxy" in components || /^$|\.dkr\.ecr\./.test(repository)) return [];
  return [TEXTS.modelRepository];
}

/** ECR refuses such a name (ECR API reference, CreateRepository, read 2026-11-20). */
const repositoryNameRules = ({ name, image }: Model): KeyProblem[] =>
  name.includes("--") && image !== undefined && image.repository === undefined ? [TEXTS.modelName] : [];

const isGpuGroup = (group: NodeGroupConfig | undefined): boolean =>
  group !== undefined && nodesOf(group).hasGpus;

function fargateRules({ port, gpus, nodeGroup, secrets, weights }: Model): KeyProblem[] {
  const without = (key: string, what: string): KeyProblem => ({
    key: [key],
    expected: `no ${key} on Fargate, which has no ${what}`,
    fix: "set cluster.fargate: false, or remove it",
  });
  return [
    ...(port === CLUSTER_PORTS.kubelet
      ? [
          {
            key: ["port"],
            expected: `a port other than ${CLUSTER_PORTS.kubelet}, the kubelet's port on Fargate`,
            fix: "choose another port such as 8080",
          },
        ]
      : []),
    ...(gpus > 0 ? [without("gpus", "GPUs")] : []),
    ...(nodeGroup !== undefined ? [without("nodeGroup", "node groups")] : []),
    ...(secrets.length > 0 ? [without("secrets", "DaemonSets to mount them")] : []),
    ...(weights?.mode === "mount" ? [TEXTS.modelMode] : []),
  ];
}

function fargateDiskRules(model: Model): KeyProblem[] {
  const { ephemeralStorage } = model;
  const requested = ephemeralStorage === undefined ? volumesMiB(model) : memoryMiB(ephemeralStorage);
  const largest = downloadMiB(model) > model.modelCacheMiB ? ["weights", "sizeGiB"] : ["modelCacheMiB"];
  return requested > figures.fargateDisk.gib * 1024
    ? [
        {
          key: ephemeralStorage === undefined ? largest : ["ephemeralStorage"],
          expected: `at most ${figures.fargateDisk.gib} GiB of disk for ${volumeKeys(model).replace(/, ([^,]*)$/, " and $1")}, the limit of a pod on Fargate`,
          fix: "lower it, or set cluster.fargate: false",
        },
      ]
    : [];
}
