import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { type SettingPath } from "../../../src/terraform/cause-record";
import { configWith, fileWith } from "../../support/environments";
import { EVERYTHING } from "../../support/every-option";
import { PRICE_ITEMS } from "../../../src/facts/items";
import { withProxy } from "../../support/https-proxy";
import { HUB } from "../../support/hub";
import { NAMED_BY_COMPANY } from "../../support/name-servers";
import { PODS_APART } from "../../support/pod-range";
import { QUEUE_PARTS } from "../../support/keda";
import { INTERNAL, ROLE_SUBNETS, ROLE_SUBNET_IDS } from "../../support/role-subnets";
import { CHAT, onGpus } from "../../support/llm";
import { smallEnvironment } from "../../support/minimal-file";
import {
  ATTACHMENT,
  GATEWAY,
  IDS,
  MORE_IDS,
  VPC,
  WITH_GATEWAY,
  existing,
} from "../../support/network-by-ids";

/** A file, and other values of single keys of it. */
export interface OwnEdits {
  readonly file: object;
  readonly edits: readonly (readonly [path: SettingPath, value: unknown])[];
}

const EVERY_OPTION = parse(
  readFileSync("__tests__/real/terraform/every-option/every-option.yaml", "utf8"),
) as object;

/** Edits of keys below one mapping. */
const below = (path: SettingPath, values: Readonly<Record<string, unknown>>): OwnEdits["edits"] =>
  Object.entries(values).map(([key, value]) => [[...path, key], value]);

/** One value for each of these keys. */
const each = (keys: readonly string[], value: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(keys.map((key) => [key, value]));

const byIds = (ids: object, network: object = {}): object => fileWith(WITH_GATEWAY, existing(ids, network));

const FOUND_BY_TAGS = {
  vpcTags: { stage: "prod" },
  privateSubnetTags: { tier: "private" },
  publicSubnetTags: { tier: "public" },
};

const CERTIFICATE =
  "arn:aws:acm:ap-southeast-2:222233334444:certificate/0a1b2c3d-0000-4000-8000-111122223333";

const GROUP = "sg-0123456789abcdef9";

/** A network of which the stacks create nothing. */
function allIds(): object {
  const name = "retail-forecast-console";
  const services = configWith(name).network.existing?.endpoints ?? [];
  return fileWith(name, {
    network: {
      existing: {
        vpcId: VPC,
        privateSubnetIds: IDS.privateSubnetIds,
        publicSubnetIds: ["subnet-0ccccccccccccccc0", "subnet-0ddddddddddddddd0"],
        securityGroupIds: {
          alb: "sg-0aaaaaaaaaaaaaaa0",
          nodes: "sg-0bbbbbbbbbbbbbbb0",
          "control-plane": "sg-0ccccccccccccccc0",
          endpoints: "sg-0eeeeeeeeeeeeeee0",
        },
        endpoints: null,
        endpointIds: Object.fromEntries(
          services.map((service, index) => [service, `vpce-0123456789abcdef${index}`]),
        ),
      },
    },
  });
}

const IMAGE_TYPES = {
  AL2023_x86_64_STANDARD: { instanceTypes: ["m7i.large"] },
  AL2023_ARM_64_STANDARD: { instanceTypes: ["m7g.large"] },
  AL2023_x86_64_NVIDIA: { instanceTypes: ["g5.xlarge"] },
  AL2023_ARM_64_NVIDIA: { instanceTypes: ["g5g.xlarge"] },
  BOTTLEROCKET_x86_64: { instanceTypes: ["m7i.large"], amiType: "Bottlerocket" },
  BOTTLEROCKET_ARM_64: { instanceTypes: ["m7g.large"], amiType: "Bottlerocket" },
};

const releases = (of: string, bottlerocket: string) =>
  Object.fromEntries(
    Object.keys(IMAGE_TYPES).map((type) => [type, type.startsWith("BOTTLEROCKET") ? bottlerocket : of]),
  );

const ADDONS = [
  "vpc-cni",
  "kube-proxy",
  "eks-pod-identity-agent",
  "coredns",
  "metrics-server",
  "amazon-cloudwatch-observability",
  "cert-manager",
  "aws-ebs-csi-driver",
  "eks-node-monitoring-agent",
];

const CARD = {
  parameters: 100_000_000_000,
  layers: 80,
  attentionHeads: 64,
  kvHeads: 8,
  headSize: 128,
  hiddenSize: 16_384,
  vocabulary: 256_000,
  feedForward: 28_672,
  context: 131_072,
};

const GITHUB = {
  repository: "acme/models",
  environment: "images",
  ownerId: "1",
  repositoryId: "2",
  provider: "existing",
};

const CHART = {
  repository: "https://charts.example.com/agents",
  version: "2.0.1",
  images: [{ value: "image", image: "docker.io/acme/agent:2.0.1" }],
};

const roleWith = (reason: string) => ({
  serviceAccount: "agent",
  permissions: [{ actions: ["ec2:DescribeInstances"], resources: ["*"], reason }],
});

const SERVER = {
  ...CHAT,
  llm: {
    card: {
      ...CARD,
      parameters: 20_000_000_000,
      attentionHeads: 3,
      kvHeads: 1,
      feedForward: 2048,
      modelType: "one",
    },
    maxLength: 8192,
    quantization: "awq",
  },
  requestsPerSecond: { perPod: 4, peak: 8, average: 4, answerTokens: 300 },
};

/** Layers of two kinds, with all their keys. */
const HYBRID = {
  ...SERVER,
  name: "hybrid",
  paths: ["/hybrid/v1"],
  llm: {
    ...SERVER.llm,
    card: {
      ...SERVER.llm.card,
      modelType: "two",
      attention: [
        { kind: "sliding", layers: 40, window: 4096, kvHeads: 1, headSize: 128 },
        { kind: "state", layers: 40, stateBytes: 1_000_000 },
      ],
    },
  },
};

/** Two models with draft models. */
const DRAFTED = {
  ...SERVER,
  name: "drafted",
  paths: ["/drafted/v1"],
  gpus: 1,
  llm: {
    model: "qwen3-8b",
    maxLength: 8192,
    speculative: { tokens: 4, draft: { model: "qwen3-0.6b", folder: "draft/" } },
  },
  weights: { sizeGiB: 26, mode: "mount", mibPerSecond: 500 },
};
const ALSO_DRAFTED = {
  ...DRAFTED,
  name: "also-drafted",
  paths: ["/also-drafted/v1"],
  llm: { ...DRAFTED.llm, speculative: { tokens: 4, draft: { model: "qwen3-4b", folder: "draft/" } } },
};

/** A file with keys that have no effect. A text has two values: an edit of one takes the other. */
export const FILE_WITHOUT_EFFECTS: object = fileWith("ml-platform", {
  cluster: { nodeGroups: { gpu: { instanceTypes: ["g6e.xlarge"] } } },
  network: { flowLogs: { reason: "one" } },
  components: { mlflow: { promotes: null } },
  charts: { "agent-1": { ...CHART, role: roleWith("one") }, "agent-2": { ...CHART, role: roleWith("two") } },
  prices: { source: "an agreement", asOf: "2026-10-01", items: each(Object.keys(PRICE_ITEMS), 0.5) },
  waivers: ["one", "two"].map((name, index) => ({
    check: name,
    address: name,
    finding: index === 0 ? "abcdefgh" : "hgfedcba",
    reason: name,
    until: `2027-01-0${index + 1}`,
  })),
  trusted: ["one", "two"].map((value) => ({ kind: "namespace", value, reason: value })),
  acceptedBlocks: ["one", "two"].map((name, index) => ({
    address: name,
    digest: (index === 0 ? "abcdefgh" : "hgfedcba").repeat(2),
    reason: name,
    until: `2027-01-0${index + 1}`,
  })),
  models: [SERVER, HYBRID, DRAFTED, ALSO_DRAFTED],
});

export const OWN_EDITS: readonly OwnEdits[] = [
  {
    file: smallEnvironment({
      network: { zones: ["a", "b"] },
      models: [{ name: "fraud", image: { tag: "1.0.0" }, metricsPath: "/metrics" }],
      prometheusRelease: "monitoring",
    }),
    edits: [
      [
        ["network", "zones"],
        ["a", "b", "c"],
      ],
      [["cluster", "roleName"], "company-cluster"],
      [["cluster", "serviceCidr"], "172.21.0.0/16"],
      [["prometheusRelease"], "company"],
    ],
  },
  {
    file: smallEnvironment({ network: { zones: ["a", "b", "c"], egress: "single-nat" } }),
    edits: [
      [
        ["cluster", "zones"],
        ["a", "b"],
      ],
      [["models", 0, "image", "repository"], "docker.io/acme/fraud"],
    ],
  },
  {
    file: fileWith("ml-inference-hardened", {
      components: { backups: { email: "platform@example.com" }, mlflow: { imageTag: "1" } },
      network: { networkAcls: null },
    }),
    edits: [
      ...below(
        ["permissionsBoundary"],
        each(["network", "cluster", "nodes", "backups", "parts", "controllers", "models"], "another"),
      ),
      [["components", "mlflow", "imageTag"], "2"],
    ],
  },
  {
    file: byIds(IDS),
    edits: below(["network", "existing"], {
      vpcId: "vpc-0123456789abcdef9",
      privateSubnetIds: ["subnet-0aaaaaaaaaaaaaaa9", "subnet-0bbbbbbbbbbbbbbb0"],
      privateRouteTableIds: ["rtb-0aaaaaaaaaaaaaaa9", "rtb-0bbbbbbbbbbbbbbb0"],
    }),
  },
  {
    file: byIds({ ...IDS, endpointIds: { dynamodb: "vpce-0123456789abcdef0" } }),
    edits: [[["network", "existing", "endpointIds", "dynamodb"], "vpce-0123456789abcdef9"]],
  },
  {
    file: byIds(MORE_IDS, { attachments: [{ ...GATEWAY, attachmentId: ATTACHMENT }] }),
    edits: [[["network", "attachments", 0, "attachmentId"], ATTACHMENT.replace(/.$/, "9")]],
  },
  {
    file: fileWith("retail-forecast", {
      cluster: { apiAccess: null },
      network: {
        networkAcls: null,
        costAlarm: null,
        vpcCidr: "10.20.0.0/16",
        publicSubnets: { cidrs: ["10.20.0.0/24", "10.20.1.0/24"] },
        privateSubnets: { cidrs: ["10.20.2.0/24", "10.20.3.0/24"] },
        existing: FOUND_BY_TAGS,
      },
    }),
    edits: below(["network", "existing"], {
      vpcTags: { stage: "test" },
      privateSubnetTags: { tier: "other" },
      publicSubnetTags: { tier: "other" },
    }),
  },
  {
    file: allIds(),
    edits: [
      [
        ["network", "existing", "publicSubnetIds"],
        ["subnet-0ccccccccccccccc9", "subnet-0ddddddddddddddd0"],
      ],
      ...below(
        ["network", "existing", "securityGroupIds"],
        each(["alb", "nodes", "control-plane", "endpoints"], GROUP),
      ),
      ...below(
        ["network", "existing", "endpointIds"],
        each(
          ["s3", "ecr.api", "ecr.dkr", "ec2", "sts", "elasticloadbalancing", "logs"],
          "vpce-0123456789abcdeff",
        ),
      ),
    ],
  },
  {
    file: fileWith("ml-inference-hardened", {
      ...existing(
        {
          ...MORE_IDS,
          rules: [{ group: "endpoints", direction: "ingress", peer: "10.32.0.0/16", port: 443 }],
        },
        {
          endpoints: { sagemakerRuntime: true },
          costAlarm: null,
          extraRules: null,
          attachments: [{ ...GATEWAY, attachmentId: ATTACHMENT }],
        },
      ),
      charts: null,
    }),
    edits: below(
      ["network", "existing", "endpointIds"],
      each(["secretsmanager", "ssm", "ssmmessages", "sagemaker.runtime"], "vpce-0123456789abcdeff"),
    ),
  },
  {
    file: fileWith("retail-forecast-console"),
    edits: [
      [["entry", "loadBalancerName"], "another"],
      [["network", "publicSubnets", "namePrefix"], "another"],
    ],
  },
  {
    file: fileWith("ml-inference-prod", {
      entry: { type: "nlb", port: 443, host: "api.example.com", certificateArn: CERTIFICATE },
      components: {
        "private-link": {
          principals: ["arn:aws:iam::444455556666:root"],
          regions: ["eu-central-1"],
        },
      },
    }),
    edits: below(["components", "private-link"], {
      principals: ["arn:aws:iam::444455556666:root", "arn:aws:iam::777788889999:root"],
      privateDnsName: "api.example.com",
      regions: ["eu-west-1"],
    }),
  },
  {
    file: EVERY_OPTION,
    edits: [
      [["network", "costAlarm", "thresholdUsd"], 123],
      [["cluster", "access", 0, "role"], "arn:aws:iam::666677778888:role/teams/Others"],
      [
        ["cluster", "nodeVolumes", "kmsKeyArn"],
        "arn:aws:kms:eu-west-1:777788889999:key/0a1b2c3d-0000-4000-8000-777788880001",
      ],
      [["models", 0, "secrets", 1, "name"], "team/another"],
      [
        ["models", 0, "secrets", 1, "kmsKeyArn"],
        "arn:aws:kms:eu-west-1:777788889999:key/0a1b2c3d-0000-4000-8000-777788880000",
      ],
      [["charts", "node-agent", "reason"], "it reads the sockets of nodes"],
      [
        ["charts", "node-agent", "role", "permissions", 0, "resources"],
        ["arn:aws:sqs:eu-west-1:666677778888:other"],
      ],
      [["components", "argo-cd", "privateHost", "cidrs"], ["10.64.9.0/28"]],
      [["components", "github-actions", "branch"], "main"],
      [["components", "mlflow", "database", "growthGiB"], 200],
      [["components", "kubeflow-pipelines", "database", "growthGiB"], 200],
      ...below(["cluster", "addonVersions"], each(ADDONS, "v9.9.9-eksbuild.1")),
      ...below(["components", "off-hours"], { timezone: "Europe/Paris", start: "06:00", stop: "20:00" }),
    ],
  },
  {
    file: fileWith("mlapp", {
      network: {
        networkAcls: true,
        attachments: ["training", "others"].map((name, index) => ({
          type: "peering",
          name,
          peerVpcId: `vpc-0fedcba987654321${index}`,
          cidrs: [`172.2${index + 4}.0.0/16`],
        })),
      },
      cluster: { apiAccess: null },
      components: {
        "training-vpc": {
          attachment: "training",
          securityGroupIds: ["sg-0fedcba9876543210"],
          services: ["ecr.api", "ecr.dkr", "logs", "sagemaker.api", "sts"],
          dns: "zones",
        },
      },
    }),
    edits: [[["components", "training-vpc", "attachment"], "others"]],
  },
  {
    file: smallEnvironment({
      network: {
        egress: "single-nat",
        publicSubnets: { cidrs: ["10.0.0.0/24", "10.0.1.0/24"] },
        privateSubnets: { cidrs: ["10.0.2.0/24", "10.0.3.0/24"] },
      },
    }),
    edits: [
      [
        ["network", "publicSubnets", "cidrs"],
        ["10.0.9.0/24", "10.0.1.0/24"],
      ],
      [
        ["network", "privateSubnets", "cidrs"],
        ["10.0.2.0/24", "10.0.9.0/24"],
      ],
    ],
  },
  {
    file: fileWith("ml-platform"),
    edits: [
      [["components", "alerts", "latencySeconds"], 2.5],
      [["components", "kubeflow-pipelines", "stepsImageTag"], "2"],
      [["instanceTypes", "m7i-flex.large", "vcpus"], 4],
      [["cluster", "addonVersions", "aws-mountpoint-s3-csi-driver"], "v9.9.9-eksbuild.1"],
      [["cluster", "nodeGroups", "forecast", "taints", 0, "key"], "others"],
      ...below(["components", "log-in"], {
        issuer: "https://login.example.com/realms/other",
        clientId: "other",
        secretArn: "arn:aws:secretsmanager:eu-central-1:444455556666:secret:other-AbCdEf",
        kmsKeyArn: "arn:aws:kms:eu-central-1:444455556666:key/0a1b2c3d-0000-4000-8000-444455556666",
        certificateArn:
          "arn:aws:acm:eu-central-1:444455556666:certificate/0a1b2c3d-0000-4000-8000-444455550000",
      }),
      [["components", "log-in", "privateHost", "cidrs"], ["10.64.9.0/28"]],
      ...["mlflow", "kubeflow-pipelines", "grafana", "argo-cd"].flatMap((program) =>
        below(["components", "log-in", "programs", program], {
          host: `${program}-2.ml.example.com`,
          groups: ["others"],
        }),
      ),
    ],
  },
  {
    file: fileWith("ml-platform", {
      cluster: { nodeGroups: { more: { instanceTypes: ["m7i.large"], minPerZone: 1 } } },
      components: { "off-hours": { timezone: "Europe/Berlin", start: "07:00", stop: "19:00", keepNodes: 1 } },
    }),
    edits: [[["components", "off-hours", "keepIn"], "more"]],
  },
  {
    file: fileWith("retail-forecast", { components: { "github-actions": GITHUB } }),
    edits: below(["components", "github-actions"], {
      repository: "acme/others",
      environment: "others",
      ownerId: "3",
      repositoryId: "3",
    }),
  },
  {
    file: fileWith(WITH_GATEWAY, NAMED_BY_COMPANY),
    edits: below(["network", "existing"], { nameServers: ["10.200.0.2"] }),
  },
  {
    file: fileWith("retail-forecast", PODS_APART),
    edits: [[["network", "podCidr"], "100.65.0.0/16"]],
  },
  {
    file: fileWith("retail-forecast", { network: ROLE_SUBNETS, entry: INTERNAL }),
    edits: [
      [["network", "loadBalancerSubnets", "cidrs", 0], "10.40.2.64/27"],
      [["network", "controlPlaneSubnets", "cidrs", 0], "10.40.3.32/28"],
      [["network", "endpointSubnets", "cidrs", 0], "10.40.3.192/27"],
    ],
  },
  {
    file: fileWith("retail-forecast", {
      network: { ...ROLE_SUBNETS, costAlarm: null, existing: ROLE_SUBNET_IDS },
      entry: INTERNAL,
    }),
    edits: [
      [["network", "existing", "loadBalancerSubnetIds", 0], "subnet-0ccccccccccccccc1"],
      [["network", "existing", "controlPlaneSubnetIds", 0], "subnet-0ccccccccccccccc2"],
      [["network", "existing", "endpointSubnetIds", 0], "subnet-0ccccccccccccccc3"],
    ],
  },
  {
    file: fileWith("retail-forecast", HUB),
    edits: below(["network", "endpoints", "hub"], {
      cidrs: ["10.255.0.0/24"],
      profileId: "rp-fedcba9876543210",
    }),
  },
  {
    file: fileWith("retail-forecast", withProxy()),
    edits: below(["components", "https-proxy"], {
      url: "http://proxy.corp.example:8080",
      cidrs: ["10.254.8.0/28"],
      noProxy: [".corp.example"],
    }),
  },
  {
    file: fileWith("ml-inference-prod", {
      network: { flowLogs: { reason: "the landing zone records them" } },
    }),
    edits: below(["network", "flowLogs"], {
      bucketArn: "arn:aws:s3:::company-flow-logs",
      enabled: false,
    }),
  },
  {
    file: smallEnvironment({
      cluster: {
        admins: ["arn:aws:iam::111122223333:role/platform-admin"],
        nodeGroups: { general: { instanceTypes: ["m7i.xlarge"], diskMiBps: 600, diskIops: 3000 } },
      },
    }),
    edits: below(["cluster", "nodeGroups", "general"], { parallelImagePull: true, maxUnavailable: "50%" }),
  },
  {
    file: smallEnvironment({
      cluster: {
        version: "1.35",
        admins: ["arn:aws:iam::111122223333:role/platform-admin"],
        nodeGroups: Object.fromEntries(
          Object.values(IMAGE_TYPES).map((group, index) => [`group-${index}`, group]),
        ),
        nodeReleases: releases("1.35.6-20260818", "1.47.0-6154605b"),
      },
    }),
    edits: below(["cluster", "nodeReleases"], releases("1.35.6-20260918", "1.48.0-6154605b")),
  },
  {
    file: smallEnvironment({
      cluster: {
        admins: ["arn:aws:iam::111122223333:role/platform-admin"],
        nodeGroups: {
          general: {},
          block: {
            instanceTypes: ["p5.4xlarge"],
            zones: ["a"],
            minPerZone: 0,
            maxPerZone: 1,
            capacityType: "CAPACITY_BLOCK",
            capacityReservation: "cr-0a1b2c3d666677778",
            blockWindow: { start: "2030-02-25T11:30:00Z", end: "2030-03-01T11:30:00Z" },
          },
        },
      },
    }),
    edits: below(["cluster", "nodeGroups", "block", "blockWindow"], {
      start: "2030-02-26T11:30:00Z",
      end: "2030-03-02T11:30:00Z",
    }),
  },
  {
    file: fileWith("retail-forecast", {
      cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"], instanceStore: true } } },
      models: [EVERYTHING],
      components: { prometheus: {}, "ebs-csi": {} },
    }),
    edits: [
      [["models", 0, "memoryVolumes", "shm", "path"], "/cache"],
      [["models", 0, "configFiles", "settings", "path"], "/srv/other"],
      [["models", 0, "configFiles", "settings", "files"], ["files/watch-limits.sh"]],
    ],
  },
  {
    file: fileWith("retail-forecast", {
      cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g6e.48xlarge"], diskGiB: 500 } } },
      models: [
        {
          ...CHAT,
          llm: { card: CARD, maxLength: 8192, tensorParallel: 8, quantization: "awq" },
          weights: { sizeGiB: 160, mode: "download" },
        },
      ],
    }),
    edits: below(["models", 0, "llm", "card"], {
      parameters: 160_000_000_000,
      hiddenSize: 8192,
      vocabulary: 128_256,
      tiedEmbeddings: true,
      weightBytes: 150_000_000_000,
    }),
  },
  {
    file: fileWith("retail-forecast", {
      ...onGpus("g6.12xlarge"),
      models: [{ ...CHAT, llm: { model: "llama-3.1-8b", maxLength: 8192 } }],
    }),
    edits: below(["models", 0, "llm"], {
      tensorParallel: 4,
      cacheDtype: "fp8",
      maxSequences: 64,
      batchTokens: 4096,
      toolParser: "llama3_json",
      reasoningParser: "qwen3",
    }),
  },
  {
    file: fileWith("retail-forecast", {
      ...onGpus("g6e.xlarge"),
      models: [
        {
          ...CHAT,
          llm: {
            model: "llama-3.1-8b",
            maxLength: 8192,
            adapters: {
              folders: { sql: "adapters/sql/", support: "adapters/support/" },
              rank: 16,
              atOnce: 1,
            },
            chatTemplate: "templates/tools.jinja",
            cpuCacheGiB: 1,
            speculative: { tokens: 4 },
            extraArguments: ["--max-logprobs=5"],
          },
          weights: { sizeGiB: 20, mode: "mount", mibPerSecond: 500 },
        },
      ],
    }),
    edits: [
      ...below(["models", 0, "llm", "adapters"], {
        folders: { sql: "adapters/sql/2/", support: "adapters/support/" },
        rank: 32,
        atOnce: 2,
      }),
      ...below(["models", 0, "llm"], {
        chatTemplate: "templates/other.jinja",
        cpuCacheGiB: 2,
        extraArguments: ["--max-logprobs=6"],
      }),
      [["models", 0, "llm", "speculative", "tokens"], 5],
    ],
  },
  {
    file: fileWith("retail-forecast", {
      ...onGpus("g6e.xlarge"),
      models: [DRAFTED],
    }),
    edits: [[["models", 0, "llm", "speculative", "draft", "folder"], "other/"]],
  },
  {
    file: fileWith("ml-inference-prod", {
      ...onGpus("g6e.xlarge"),
      models: [
        { ...CHAT, replicas: { min: 1, max: 3, queue: { waiting: 4, running: 4 } }, startupSeconds: 600 },
      ],
      components: QUEUE_PARTS,
    }),
    edits: below(["models", 0, "replicas", "queue"], { waiting: 8, running: 8 }),
  },
  {
    file: fileWith("ml-platform", {
      cluster: { nodeGroups: { own: { instanceTypes: ["g6f.large"] } } },
      instanceTypes: { "g6f.large": { vcpus: 2, memoryGiB: 8, pods: 29, gpus: 1 } },
    }),
    edits: [[["instanceTypes", "g6f.large", "gpus"], 2]],
  },
];
