// Keys of an environment's file whose change is plain values. A change of every other key is code: it can start or fetch a program,
// or moves a plan to another account. `[]` is an item of a list, `*` a name that the user chooses.

/** A part of the tree whose keys are all values, by its first key. */
const TREES = ["tags", "network", "entry", "quotas", "prices", "instanceTypes", "accessLogs", "podPriority"];

const KEYS = [
  // Inherited values are compared one by one, where they have their effect.
  ...["extends", "project", "owner", "repository", "namePrefix", "namespace", "keepSecretsDriver"],
  ...["cluster", "cluster.name", "cluster.roleName", "cluster.zones", "cluster.admins", "cluster.apiAccess"],
  ...["", "[].role", "[].people", "[].policy", "[].namespaces", "[].groups"].map(
    (key) => `cluster.access${key}`,
  ),
  ...["cluster.apiAccess.cidrs", "cluster.apiAccess.securityGroupIds", "cluster.apiAccess.publicCidrs"],
  ...["instanceTypes", "amiType", "capacityType", "minPerZone", "maxPerZone", "diskGiB", "zones"].map(
    (key) => `cluster.nodeGroups.*.${key}`,
  ),
  ...["diskIops", "diskMiBps", "instanceStore", "parallelImagePull", "capacityReservation"].map(
    (key) => `cluster.nodeGroups.*.${key}`,
  ),
  ...["", ".start", ".end"].map((key) => `cluster.nodeGroups.*.blockWindow${key}`),
  ...["labels", "labels.*", "taints", "taints[].key", "taints[].value", "taints[].effect"].map(
    (key) => `cluster.nodeGroups.*.${key}`,
  ),
  ...["cluster.nodeGroups", "cluster.nodeGroups.*", "cluster.fargate", "cluster.logRetentionDays"],
  ...["cluster.logTypes", "network.podCidr", "cluster.podAddresses", "cluster.nodeGroups.*.maxUnavailable"],
  ...["loadBalancer", "controlPlane", "endpoint"].flatMap((role) => [
    `network.${role}Subnets`,
    `network.${role}Subnets.cidrs`,
  ]),
  ...["cluster.nodeVolumes", "cluster.nodeVolumes.kmsKeyArn"],
  "cluster.serviceCidr",
  ...["models", "models[].port", "models[].alsoPorts", "models[].servicePort", "models[].paths"],
  ...["healthPath", "cpuRequest", "cpuLimit", "memoryRequest", "memoryLimit", "replicas", "replicas.min"].map(
    (key) => `models[].${key}`,
  ),
  ...["replicas.max", "replicas.cpuPercent", "replicas.memoryPercent", "startupSeconds", "drainSeconds"].map(
    (key) => `models[].${key}`,
  ),
  ...["replicas.queue", "replicas.queue.waiting", "replicas.queue.running"].map((key) => `models[].${key}`),
  ...[
    "drainsOnSigterm",
    "tmpMiB",
    "modelCacheMiB",
    "ephemeralStorage",
    "nodeGroup",
    "gpus",
    "gpuMemoryGiB",
  ].map((key) => `models[].${key}`),
  ...[
    "requestsPerSecond",
    "requestsPerSecond.perPod",
    "requestsPerSecond.peak",
    "requestsPerSecond.average",
    "requestsPerSecond.answerTokens",
  ].map((key) => `models[].${key}`),
  // Sizes of a language model: its files are those of bucketPrefix.
  ...[
    "",
    ".model",
    ".tensorParallel",
    ".maxLength",
    ".dtype",
    ".quantization",
    ".toolParser",
    ".reasoningParser",
    ".cacheDtype",
    ".maxSequences",
    ".batchTokens",
    ".card",
    ".adapters",
    ".adapters.folders",
    ".adapters.folders.*",
    ".adapters.rank",
    ".adapters.atOnce",
    ".chatTemplate",
    ".speculative",
    ".speculative.tokens",
    ".speculative.draft",
    ".speculative.draft.folder",
    ".speculative.draft.model",
    ".cpuCacheGiB",
  ].map((key) => `models[].llm${key}`),
  ...["parameters", "layers", "attentionHeads", "kvHeads", "headSize", "hiddenSize", "vocabulary"].map(
    (key) => `models[].llm.card.${key}`,
  ),
  ...["feedForward", "context", "tiedEmbeddings", "weightBytes", "modelType", "attention"].map(
    (key) => `models[].llm.card.${key}`,
  ),
  ...["kind", "layers", "window", "kvHeads", "headSize", "stateBytes"].map(
    (key) => `models[].llm.card.attention[].${key}`,
  ),
  ...["memoryVolumes.*.sizeMiB", "weights.sizeGiB", "weights.mibPerSecond", "metricsPath"].map(
    (key) => `models[].${key}`,
  ),
];

/** Whether a change of a key, such as `models[].port`, is a change of plain values. */
export const isValueKey = (key) => TREES.includes(key.split(/[.[]/, 1)[0]) || KEYS.includes(key);

/** Mappings whose keys are names that the user chooses. */
const NAMED = [
  "cluster.nodeGroups",
  "cluster.nodeGroups.*.labels",
  "models[].memoryVolumes",
  "models[].llm.adapters.folders",
];

/** The key of a path in a record of synth, such as `cluster.nodeGroups.*.diskGiB` of `["cluster", "nodeGroups", "general", "diskGiB"]`. */
export function keyOf(path) {
  return path.reduce((key, part) => {
    if (typeof part === "number") return `${key}[]`;
    if (NAMED.includes(key)) return `${key}.*`;
    return key ? `${key}.${part}` : part;
  }, "");
}
