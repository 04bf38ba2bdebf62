import { statedIn } from "../../src/infrastructure/stated";
import { CHECKS } from "../../src/checks/all";
import { type Finding } from "../../src/checks/check";
import { environmentPlan } from "../support/altered";
import { planWith } from "../support/changed-plans";
import { configWith } from "../support/environments";
import { CONTEXT } from "../support/findings";
import { settingsFor } from "../support/recorded-causes";
import { rules } from "../../src/environment/rules/all";

const ML = "ml-inference-prod";
const RETAIL = "retail-forecast";
const OPTION_B = "retail-forecast-option-b";
const CONSOLE = "retail-forecast-console";

const model = (over: object = {}) => ({ name: "api", image: { tag: "1.0.0" }, ...over });
const certificateOf = (account: string, region: string) =>
  `arn:aws:acm:${region}:${account}:certificate/0a1b2c3d-0000-4000-8000-${account}`;
const https = {
  host: "api.example.com",
  certificateArn: certificateOf("222233334444", "ap-southeast-2"),
};
const plainAlb = { httpOnly: true, host: null, certificateArn: null, hostedZoneId: null };
const general = (group: object) => ({ cluster: { nodeGroups: { general: group } } });
const loaded = (over: object) => model({ requestsPerSecond: { perPod: 20, peak: 120 }, ...over });
const gpuNodes = (type: string) => ({
  cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: [type] } } },
});
const onGpu = (gpuMemoryGiB: number) =>
  model({ nodeGroup: "gpu", gpus: 1, gpuMemoryGiB, replicas: { min: 2, max: 2 } });
const peering = (cidrs: readonly string[]) => ({
  network: {
    attachments: [
      {
        type: "peering",
        name: "office",
        peerVpcId: "vpc-0a1b2c3d333344445",
        peerAccount: "777788889999",
        cidrs,
      },
    ],
  },
});
const consoleRules = configWith(CONSOLE).network.existing?.rules ?? [];

interface Advice {
  readonly check: string;
  readonly environment: string;
  /** The change that leads to the finding. */
  readonly change: object;
  /** Keys that the fix of the finding names. */
  readonly names: readonly string[];
  /** The change after the fix. */
  readonly followed: object;
}

const ADVICE: readonly Advice[] = [
  {
    check: "plain-http-entry",
    environment: ML,
    change: {},
    names: ["entry.port: 443", "entry.certificateArn", "entry.host"],
    followed: { entry: { port: 443, ...https } },
  },
  {
    check: "plain-http-entry",
    environment: ML,
    change: { models: [model(), model({ name: "other" })] },
    names: ["entry.port: 443", "entry.certificateArn;"],
    followed: {
      models: [model(), model({ name: "other" })],
      entry: { port: 443, certificateArn: https.certificateArn },
    },
  },
  {
    check: "plain-http-entry",
    environment: ML,
    change: { entry: { type: "ingress", httpOnly: true } },
    names: ["remove entry.httpOnly", "entry.host", "entry.certificateArn"],
    followed: { entry: { type: "ingress", ...https } },
  },
  {
    check: "plain-http-entry",
    environment: ML,
    change: { entry: { type: "ingress", httpOnly: true } },
    names: ["remove entry.httpOnly", "entry.host", "entry.hostedZoneId"],
    followed: { entry: { type: "ingress", host: https.host, hostedZoneId: "Z0123456789ABCDEFGHIJ" } },
  },
  {
    check: "plain-http-entry",
    environment: OPTION_B,
    change: { entry: plainAlb },
    names: ["remove entry.httpOnly", "entry.host", "entry.certificateArn"],
    followed: {},
  },
  {
    check: "plain-http-entry",
    environment: CONSOLE,
    change: {},
    names: ["port 443 in place of 80 in network.existing.rules", "entry.host"],
    followed: {
      entry: { host: "demo.retail.example.com" },
      network: {
        existing: {
          rules: consoleRules.map((rule) => (rule.port === 80 ? { ...rule, port: 443 } : rule)),
        },
      },
    },
  },
  {
    check: "public-subnet-addresses",
    environment: RETAIL,
    change: {},
    names: ["network.publicSubnets.mapPublicIpOnLaunch"],
    followed: { network: { publicSubnets: { mapPublicIpOnLaunch: null } } },
  },
  {
    check: "few-replicas",
    environment: ML,
    change: { models: [model({ replicas: { min: 1 } })] },
    names: ["replicas.min to 2"],
    followed: { models: [model({ replicas: { min: 2 } })] },
  },
  {
    check: "low-user-id",
    environment: ML,
    change: { models: [model({ runAsUser: 1000 })] },
    names: ["runAsUser above 10000"],
    followed: { models: [model({ runAsUser: 10_001 })] },
  },
  {
    check: "memory-target",
    environment: ML,
    change: { models: [model({ replicas: { memoryPercent: 80 } })] },
    names: ["remove replicas.memoryPercent"],
    followed: { models: [model()] },
  },
  {
    check: "secret-like-variables",
    environment: ML,
    change: { models: [model({ environment: { DB_PASSWORD: "x" } })] },
    names: ["secrets"],
    followed: { models: [model({ secrets: ["db-password"] })] },
  },
  {
    check: "s3-endpoint-policy-wide",
    environment: OPTION_B,
    change: {},
    names: ["network.endpoints.s3Policy to least-privilege"],
    followed: { network: { endpoints: { s3Policy: "least-privilege" } } },
  },
  {
    check: "policies-on-fargate",
    environment: "mlapp",
    change: {},
    names: ["cluster.fargate: false", "minPerZone", "maxPerZone"],
    followed: {
      cluster: { fargate: false, nodeGroups: { general: { minPerZone: 3, maxPerZone: 3 } } },
    },
  },
  {
    check: "capacity-autoscaler",
    environment: RETAIL,
    change: {},
    names: ["minPerZone"],
    followed: general({ minPerZone: 2 }),
  },
  {
    check: "capacity-autoscaler",
    environment: RETAIL,
    change: { models: [model()] },
    names: ["replicas.max"],
    followed: { models: [model({ replicas: { max: 6 } })] },
  },
  {
    check: "capacity-autoscaler",
    environment: RETAIL,
    change: {},
    names: ["cluster.externalNodeAutoscaler"],
    followed: { cluster: { externalNodeAutoscaler: true } },
  },
  {
    check: "capacity-autoscaler",
    environment: RETAIL,
    change: {},
    names: ["components.cluster-autoscaler: {}"],
    followed: { components: { "cluster-autoscaler": {} } },
  },
  {
    check: "capacity-at-peak",
    environment: ML,
    change: { models: [model({ replicas: { max: 40 } })] },
    names: ["maxPerZone", "minPerZone"],
    // The stated quota has no room for 16 nodes and those of an update.
    followed: {
      ...general({ minPerZone: 8, maxPerZone: 8 }),
      models: [model({ replicas: { max: 40 } })],
      quotas: { standardVcpus: 64 },
    },
  },
  {
    check: "capacity-at-peak",
    environment: RETAIL,
    change: { models: [model({ modelCacheMiB: 20_000 })] },
    names: ["diskGiB", "minPerZone"],
    followed: {
      ...general({ diskGiB: 200, minPerZone: 2 }),
      models: [model({ modelCacheMiB: 20_000 })],
    },
  },
  {
    check: "capacity-at-peak",
    environment: RETAIL,
    change: { models: [model({ modelCacheMiB: 20_000 })] },
    names: ["diskGiB", "components.cluster-autoscaler: {}"],
    followed: {
      ...general({ diskGiB: 200 }),
      models: [model({ modelCacheMiB: 20_000 })],
      components: { "cluster-autoscaler": {} },
    },
  },
  {
    check: "capacity-for-requests",
    environment: ML,
    change: { models: [loaded({ replicas: { max: 4 } })] },
    names: ["models[api].replicas.max to at least 6"],
    followed: { models: [loaded({ replicas: { max: 6 } })] },
  },
  {
    check: "capacity-for-requests",
    environment: ML,
    change: { models: [loaded({ cpuRequest: "500m" })] },
    names: ["cluster.nodeGroups.general.minPerZone to at least 2"],
    followed: { ...general({ minPerZone: 2 }), models: [loaded({ cpuRequest: "500m" })] },
  },
  {
    check: "gpu-memory",
    environment: ML,
    change: { ...gpuNodes("g6.xlarge"), models: [onGpu(40)] },
    names: ["cluster.nodeGroups.gpu.instanceTypes to a type of g6e"],
    followed: { ...gpuNodes("g6e.xlarge"), models: [onGpu(40)] },
  },
  {
    check: "capacity-zone-loss",
    environment: ML,
    change: { models: [model({ replicas: { min: 5 } })] },
    names: ["minPerZone"],
    followed: { ...general({ minPerZone: 2 }), models: [model({ replicas: { min: 5 } })] },
  },
  {
    check: "subnet-prefixes",
    environment: RETAIL,
    change: {},
    names: ["network.privateSubnets.cidrs"],
    followed: { network: { privateSubnets: { cidrs: ["10.0.104.0/22", "10.0.108.0/22"] } } },
  },
  {
    check: "operators-reach-api",
    environment: RETAIL,
    change: {},
    names: ["cidrs of an entry of network.attachments"],
    followed: peering(["10.20.0.0/24"]),
  },
  {
    check: "attachment-wide",
    environment: RETAIL,
    change: peering(["10.20.0.0/16"]),
    names: ["narrow cidrs"],
    followed: peering(["10.20.0.0/24"]),
  },
  {
    check: "clients-have-return-path",
    environment: RETAIL,
    change: {
      entry: { scheme: "internal", clientCidrs: ["10.64.0.0/16"] },
      ...peering(["10.20.0.0/24"]),
    },
    names: ["cidrs of an entry of network.attachments"],
    followed: {
      entry: { scheme: "internal", clientCidrs: ["10.64.0.0/16"] },
      ...peering(["10.20.0.0/24", "10.64.0.0/16"]),
    },
  },
  {
    check: "node-drain-time",
    environment: "ml-inference-hardened",
    change: { network: { extraRules: [] }, models: [model({ startupSeconds: 300 })] },
    names: ["lower drainSeconds"],
    followed: { network: { extraRules: [] }, models: [model({ startupSeconds: 20, drainSeconds: 180 })] },
  },
];

type Found = Finding & { readonly id: string; readonly fix: string };

/** Findings of all checks on an environment with a change of its file. */
function findingsOf(environment: string, change: object): readonly Found[] {
  const plan = environmentPlan(planWith(environment, change));
  const stated = statedIn(settingsFor(configWith(environment, change)));
  return CHECKS.flatMap((check) =>
    check
      .run(plan, { ...CONTEXT, statedOf: () => stated })
      .map((finding) => ({ ...finding, id: check.id, fix: finding.fix ?? check.fix })),
  );
}

/** Check and address: amounts in a message may follow from what the advice changes. */
const placeOf = ({ id, address }: Found): string => `${id} ${address}`;

test.each(
  ADVICE.map(
    (advice) => [`${advice.check}, ${advice.names.join(" and ")}, in ${advice.environment}`, advice] as const,
  ),
)("the fix of %s, is valid, ends the finding and leads to no other one when it is followed", (_, advice) => {
  const { check, environment, change, names, followed } = advice;
  const before = findingsOf(environment, change);
  const after = findingsOf(environment, followed);
  const first = before.find(({ id }) => id === check);
  for (const name of names) expect(first?.fix).toContain(name);
  expect(rules(configWith(environment, followed))).toEqual([]);
  const known = before.filter(({ id }) => id !== check).map(placeOf);
  expect(after.map(placeOf).filter((place) => !known.includes(place))).toEqual([]);
});
