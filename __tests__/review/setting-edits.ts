import { type EnvironmentConfig } from "../../src/environment/schema";
import { type SettingPath } from "../../src/terraform/cause-record";
import { type SettingRecord } from "../../src/terraform/environment-record";

/** Another value of one setting; undefined removes it. */
export interface SettingEdit {
  readonly path: SettingPath;
  readonly value: unknown;
  /** Whether the edit changes, extends, shortens or adds the value. */
  readonly kind: string;
}

const KEY = "arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000";
const ROLE = "arn:aws:iam::123412341234:role/other";
const RANGE = "10.211.0.0/16";

/** Other values of settings whose values are not free, by key. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  account: ["999900001111"],
  region: ["eu-west-1", "eu-central-1"],
  vpcCidr: ["10.77.0.0/16"],
  egress: ["none", "single-nat", "nat-per-az"],
  s3Policy: ["least-privilege", "full-access"],
  scheme: ["internal", "internet-facing"],
  capacityType: ["SPOT", "ON_DEMAND"],
  amiType: ["Bottlerocket", "AL2023"],
  version: ["1.33", "1.34", "1.35"],
  instanceTypes: [["g5.xlarge"], ["m6i.2xlarge"]],
  preemptionPolicy: ["Never", "PreemptLowerPriority"],
  dns: ["resolver", "zones"],
  mode: ["download"],
  format: ["xgboost", "lightgbm"],
  services: [["ecr.api", "kms"]],
  cpuRequest: ["333m"],
  cpuLimit: ["3333m"],
  memoryRequest: ["333Mi"],
  memoryLimit: ["3333Mi"],
  ephemeralStorage: ["7Gi"],
  kmsKeyArn: [KEY],
  host: ["another.example.com"],
  // Another type needs other keys, and keys of these lists are checked against each other.
  type: [],
  kind: [],
  subnetTags: [],
};

const ITEMS: readonly (readonly [key: RegExp, item: unknown])[] = [
  [/zones/i, "d"],
  [/cidrs/i, RANGE],
  [/ports/i, 9191],
  [/securityGroupIds/, "sg-0a1b2c3d4e5f60718"],
  [/paths/, "/more"],
  [/hosts/i, "more.example.com"],
  [/admins/, ROLE],
  [/secrets/, { name: "more/secret" }],
  [/attachments/, { type: "peering", name: "more", peerVpcId: "vpc-0a1b2c3d333344445", cidrs: [RANGE] }],
];

/** Edits of each setting. */
export const editsOf = (settings: readonly SettingRecord[]): SettingEdit[] =>
  settings.flatMap(({ path, value }) => {
    const key = String(path.at(-1));
    const edit = (kind: string, other: unknown): SettingEdit => ({ path, value: other, kind });
    const known = VALUES[key];
    if (known) {
      return known
        .filter((each) => JSON.stringify(each) !== JSON.stringify(value))
        .map((each) => edit(String(each), each));
    }
    if (typeof value === "boolean") return [edit("changed", !value)];
    if (typeof value === "number") return [edit("changed", value + 1)];
    if (Array.isArray(value)) {
      const item = ITEMS.find(([pattern]) => pattern.test(key))?.[1];
      const shorter = value.length > 1 && !/cidrs/.test(key) ? [edit("shorter", value.slice(0, -1))] : [];
      return [...(item === undefined ? [] : [edit("longer", [...(value as unknown[]), item])]), ...shorter];
    }
    if (typeof value !== "string") return [];
    return [edit("changed", /\/\d+$/.test(value) ? RANGE : `${value}x`)];
  });

/** Settings that are not set, and new parts of the file. */
export function appearing(config: EnvironmentConfig): SettingEdit[] {
  const [model] = config.models;
  const [group] = Object.values(config.cluster.nodeGroups);
  const values: readonly (readonly [path: SettingPath, value: unknown])[] = [
    [["namePrefix"], "acme"],
    [["tags"], { "cost-center": "4711" }],
    [["cluster", "name"], "named"],
    [["cluster", "zones"], [config.network.zones[0]]],
    [["cluster", "deployerRole"], ROLE],
    [["cluster", "access"], [{ role: ROLE, policy: "edit", groups: [] }]],
    [["cluster", "apiAccess", "publicCidrs"], ["203.0.113.0/24"]],
    [["cluster", "nodeReleases"], { AL2023_x86_64_STANDARD: "1.33.1-20260101" }],
    [["cluster", "nodeGroups", "more"], group],
    [["network", "vpcName"], "named"],
    [["network", "publicSubnets", "namePrefix"], "named"],
    [["network", "privateSubnets", "namePrefix"], "named"],
    [["network", "flowLogs", "logGroupName"], "/named"],
    [
      ["network", "extraRules"],
      [{ group: "nodes", direction: "egress", peer: RANGE, port: 6379, reason: "cache", models: [] }],
    ],
    [["network", "costAlarm"], { email: "a@example.com", totalUsd: 5, thresholdUsd: 4 }],
    [["accessLogs"], { retentionDays: 30 }],
    [["podPriority"], { value: 2000, preemptionPolicy: "Never" }],
    [["modelBucket", "kmsKeyArn"], KEY],
    [["modelBucket", "existingName"], "named"],
    [["prometheusRelease"], "monitoring"],
    [["entry", "clientCidrs"], [RANGE]],
    [["models", config.models.length], { ...model, name: "more", port: 7007 }],
    [["models", 0, "name"], "renamed"],
    [["models", 0, "nodeGroup"], "general"],
    [["models", 0, "drainSeconds"], 77],
    [["models", 0, "metricsPath"], "/metrics"],
    [["models", 0, "environment"], { NEW: "1" }],
    [["models", 0, "bucketPrefix"], "named/"],
    [["models", 0, "image", "repository"], "docker.io/example/api"],
    [["models", 0, "image", "digest"], `sha256:${"1".repeat(64)}`],
    [["models", 0, "cpuLimit"], "7"],
    [["models", 0, "memoryLimit"], "9Gi"],
    [["models", 0, "ephemeralStorage"], "9Gi"],
    [["models", 0, "weights"], { sizeGiB: 3, mode: "download", mibPerSecond: 40 }],
    [["models", 0, "weights"], { sizeGiB: 3, mode: "mount", mibPerSecond: 40 }],
    [["models", 0, "replicas", "memoryPercent"], 66],
    [["models", 0, "permissions"], [{ actions: ["sqs:SendMessage"], resources: ["*"], reason: "new" }]],
  ];
  return values.map(([path, value]) => ({ path, value, kind: "added" }));
}

/** A configuration with one other setting, without the rules that a file must meet. */
export function withEdit(config: EnvironmentConfig, { path, value }: SettingEdit): EnvironmentConfig {
  const edited = structuredClone(config) as unknown as Record<string | number, unknown>;
  const holder = path
    .slice(0, -1)
    .reduce((inner, step) => (inner[step] ??= {}) as Record<string | number, unknown>, edited);
  holder[path.at(-1) ?? ""] = structuredClone(value);
  return edited as unknown as EnvironmentConfig;
}
