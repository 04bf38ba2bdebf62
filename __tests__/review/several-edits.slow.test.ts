import fc from "fast-check";
import { type EnvironmentConfig } from "../../src/environment/schema";
import { type Review } from "../../src/review/stages/review";
import { halfOfRow, runsOf } from "../support/covering-sample";
import { configWith } from "../support/environments";
import { type Synthesized, causesIn, linesOf, reviewBetween, synthesized } from "./several-edits";

const ENVIRONMENT = "ml-inference-prod";
const DANGERS = "Destroyed, replaced or unknown";
const EDITS = "All edits";
const PATHS = "Network paths";

const BASE = configWith(ENVIRONMENT, {
  network: { zones: ["a", "b", "c"] },
  cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"], maxPerZone: 2 } } },
});

type Model = EnvironmentConfig["models"][number];
type Editable<T> = T extends object ? { -readonly [K in keyof T]: Editable<T[K]> } : T;
type Edit = (config: Editable<EnvironmentConfig>) => void;

const model = (config: Editable<EnvironmentConfig>): Editable<Model> =>
  config.models[0] as unknown as Editable<Model>;

/** Edits by path; each changes one value. */
const SINGLE: Readonly<Record<string, Edit>> = {
  "network.flowLogs.retentionDays": ({ network }) => (network.flowLogs.retentionDays = 60),
  "cluster.logRetentionDays": ({ cluster }) => (cluster.logRetentionDays = 60),
  "cluster.apiAccess.cidrs": ({ cluster }) => cluster.apiAccess.cidrs.push("10.201.0.0/16"),
  "cluster.apiAccess.publicCidrs": ({ cluster }) => cluster.apiAccess.publicCidrs.push("203.0.113.0/24"),
  "entry.clientCidrs": ({ entry }) => (entry as { clientCidrs: string[] }).clientCidrs.push("10.201.0.0/16"),
  "entry.port": ({ entry }) => ((entry as { port: number }).port = 8080),
  "network.zones": ({ network }) => network.zones.pop(),
  "network.egress": ({ network }) => (network.egress = "single-nat"),
  "network.endpoints.s3Policy": ({ network }) => (network.endpoints.s3Policy = "full-access"),
  "cluster.nodeGroups.gpu.maxPerZone": ({ cluster }) => (groupOf(cluster, "gpu").maxPerZone = 3),
  "cluster.nodeGroups.general.maxPerZone": ({ cluster }) => (groupOf(cluster, "general").maxPerZone = 3),
  "cluster.nodeGroups.general.diskGiB": ({ cluster }) => (groupOf(cluster, "general").diskGiB = 60),
  "models[ml-inference-api].port": (config) => (model(config).port = 8080),
  "models[ml-inference-api].image.tag": (config) =>
    (model(config).image = { ...model(config).image, tag: "1.5.0" }),
  "models[ml-inference-api].replicas.min": (config) => (model(config).replicas.min = 3),
  "models[ml-inference-api].environment.LOG_LEVEL": (config) =>
    ((model(config).environment as Record<string, string>)["LOG_LEVEL"] = "debug"),
  namePrefix: (config) => (config.namePrefix = "acme-inference"),
};

const groupOf = (cluster: Editable<EnvironmentConfig["cluster"]>, name: string) =>
  cluster.nodeGroups[name] as { maxPerZone: number; diskGiB: number };

const base = synthesized(ENVIRONMENT, BASE);

function after(...edits: readonly Edit[]): Synthesized {
  const config = structuredClone(BASE) as unknown as Editable<EnvironmentConfig>;
  for (const edit of edits) edit(config);
  return synthesized(ENVIRONMENT, config);
}

function editOf(path: string): Edit {
  const edit = SINGLE[path];
  if (!edit) throw new Error(`no edit of ${path}`);
  return edit;
}

const reviews = new Map<string, Review>();

/** The review of some edits together; each combination is synthesized and reviewed once. */
function reviewOfEdits(...paths: readonly string[]): Review {
  const key = [...paths].sort().join(" ");
  const review = reviews.get(key) ?? reviewBetween(base, after(...paths.map(editOf)));
  reviews.set(key, review);
  return review;
}

/** Combinations with a test of their own below. */
const COMBINATIONS = {
  independent: [
    "network.flowLogs.retentionDays",
    "cluster.apiAccess.cidrs",
    "models[ml-inference-api].image.tag",
  ],
  zone: [
    "network.zones",
    "models[ml-inference-api].port",
    "cluster.apiAccess.cidrs",
    "cluster.nodeGroups.gpu.maxPerZone",
  ],
  zoneAndEgress: ["network.zones", "network.egress"],
  sameRange: ["entry.clientCidrs", "cluster.apiAccess.cidrs"],
  rangeAndPort: ["entry.clientCidrs", "entry.port"],
  sameRetention: ["network.flowLogs.retentionDays", "cluster.logRetentionDays"],
  sameWorkload: ["models[ml-inference-api].port", "models[ml-inference-api].image.tag"],
} as const;

const reviewOfAll = (name: keyof typeof COMBINATIONS): Review => reviewOfEdits(...COMBINATIONS[name]);

describe("a range, an image tag and a log retention", () => {
  const review = reviewOfAll("independent");
  const rule = "aws_vpc_security_group_ingress_rule.control_plane_from_10_201_0_0_16_443";

  test("the range causes the network path", () => {
    expect(causesIn(review, PATHS)).toEqual({ "cluster.apiAccess.cidrs": [rule] });
  });

  test("the image tag causes the image", () => {
    expect(causesIn(review, "Images and charts")).toEqual({
      "models[ml-inference-api].image.tag": ["kubernetes_deployment_v1.ml_inference_api"],
    });
  });

  test("each causes its own edits", () => {
    expect(causesIn(review, EDITS)).toEqual({
      "network.flowLogs.retentionDays": ["aws_cloudwatch_log_group.flow_logs"],
      "cluster.apiAccess.cidrs": [
        // no other rule of a network ACL changes
        "aws_network_acl_rule.private_egress_10_201_0_0_16_tcp_1024_65535",
        "aws_network_acl_rule.private_ingress_10_201_0_0_16_tcp_443",
        rule,
      ],
      "models[ml-inference-api].image.tag": ["kubernetes_deployment_v1.ml_inference_api"],
    });
  });
});

describe("a removed zone, with a port, a range and the size of a node group", () => {
  const review = reviewOfAll("zone");

  test("a destroyed or replaced resource has the cause that forces it", () => {
    expect(causesIn(review, DANGERS)).toEqual({
      "network.zones": [
        "aws_eip.nat_c",
        "aws_nat_gateway.c",
        "aws_route.organization_10_0_0_0_8_private_c",
        "aws_route.private_internet_c",
        "aws_route_table.private_c",
        "aws_route_table_association.private_c",
        "aws_route_table_association.public_c",
        "aws_subnet.private_c",
        "aws_subnet.public_c",
        "aws_eks_node_group.general_c",
        "aws_eks_node_group.gpu_c",
      ],
      "models[ml-inference-api].port": [
        "aws_vpc_security_group_egress_rule.alb_to_nodes_5000",
        "aws_vpc_security_group_ingress_rule.nodes_from_alb_5000",
      ],
    });
  });

  test("the range and the port cause the network paths", () => {
    expect(causesIn(review, PATHS)).toEqual({
      "cluster.apiAccess.cidrs": ["aws_vpc_security_group_ingress_rule.control_plane_from_10_201_0_0_16_443"],
      "models[ml-inference-api].port": [
        "aws_vpc_security_group_ingress_rule.nodes_from_alb_8080",
        "aws_vpc_security_group_ingress_rule.nodes_from_alb_5000",
      ],
    });
  });

  test("the size of a node group causes its node count", () => {
    expect(causesIn(review, "Replicas and sizes")).toEqual({
      "cluster.nodeGroups.gpu.maxPerZone": ["aws_eks_node_group.gpu_a"],
    });
  });

  test("a node group of a zone that stays has only its size as the cause of its edits", () => {
    expect(causesIn(review, EDITS)["cluster.nodeGroups.gpu.maxPerZone"]).toEqual(
      expect.arrayContaining(["aws_eks_node_group.gpu_a", "aws_eks_node_group.gpu_b"]),
    );
  });

  test("the zone and the port cause the edits of their own blocks", () => {
    const others = causesIn(review, EDITS);
    expect(others["network.zones"]).toEqual(
      expect.arrayContaining([
        "aws_vpc_endpoint.s3",
        "aws_eks_addon.coredns",
        "kubernetes_network_policy_v1.all_models",
        "output.public_alb_subnet_ids",
      ]),
    );
    expect(others["models[ml-inference-api].port"]).toEqual([
      "aws_vpc_security_group_egress_rule.alb_to_nodes_8080",
      "aws_vpc_security_group_ingress_rule.nodes_from_alb_8080",
      "aws_vpc_security_group_egress_rule.alb_to_nodes_5000",
      "aws_vpc_security_group_ingress_rule.nodes_from_alb_5000",
      "kubernetes_deployment_v1.ml_inference_api",
    ]);
  });
});

test("a removed zone does not cause the removal of NAT gateways that the egress setting removes", () => {
  const found = causesIn(reviewOfAll("zoneAndEgress"), DANGERS);
  expect(found["network.zones"]).toContain("aws_subnet.private_c");
  expect(found["network.egress"]).toEqual(
    expect.arrayContaining(["a", "b"].map((letter) => `aws_nat_gateway.${letter}`)),
  );
  expect(found["network.zones or network.egress"]).toContain("aws_nat_gateway.c");
});

test("with the same range in two lists, each rule has its own list as its cause", () => {
  const found = causesIn(reviewOfAll("sameRange"), EDITS);
  expect(found["entry.clientCidrs"]).toContain(
    "aws_vpc_security_group_ingress_rule.alb_from_10_201_0_0_16_80",
  );
  expect(found["cluster.apiAccess.cidrs"]).toContain(
    "aws_vpc_security_group_ingress_rule.control_plane_from_10_201_0_0_16_443",
  );
});

test("a new rule that needs both a new range and a new port has both as possible causes", () => {
  const found = causesIn(reviewOfAll("rangeAndPort"), PATHS);
  expect(found["entry.clientCidrs or entry.port"]).toEqual([
    "aws_vpc_security_group_ingress_rule.alb_from_10_201_0_0_16_8080",
  ]);
  expect(found["entry.port"]).toContain("aws_vpc_security_group_ingress_rule.alb_from_10_0_0_0_8_80");
});

test("with the same retention in two settings, each log group has its own setting as its cause", () => {
  const found = causesIn(reviewOfAll("sameRetention"), EDITS);
  expect(found["network.flowLogs.retentionDays"]).toEqual(["aws_cloudwatch_log_group.flow_logs"]);
  expect(found["cluster.logRetentionDays"]).toContain("aws_cloudwatch_log_group.control_plane");
});

describe("two edits of one workload", () => {
  const deployment = "kubernetes_deployment_v1.ml_inference_api";

  test("the image has the tag as its cause", () => {
    expect(causesIn(reviewOfAll("sameWorkload"), "Images and charts")).toEqual({
      "models[ml-inference-api].image.tag": [deployment],
    });
  });

  test("the edits of the workload together have both as possible causes", () => {
    const both = "models[ml-inference-api].image.tag or models[ml-inference-api].port";
    expect(causesIn(reviewOfAll("sameWorkload"), EDITS)[both]).toContain(deployment);
  });
});

test("a new model causes its objects and rules, and a new node group its nodes", () => {
  const now = after((config) => {
    config.models.push({ ...structuredClone(model(config)), name: "second", port: 7000 } as never);
    config.cluster.nodeGroups["cpu"] = structuredClone(config.cluster.nodeGroups["general"]) as never;
  });
  const found = causesIn(reviewBetween(base, now), EDITS);
  expect(found["models[second]"]).toEqual(
    expect.arrayContaining([
      "kubernetes_deployment_v1.second",
      "aws_vpc_security_group_egress_rule.alb_to_nodes_7000",
      "aws_vpc_security_group_ingress_rule.nodes_from_alb_7000",
    ]),
  );
  expect(found["cluster.nodeGroups.cpu"]).toContain("aws_eks_node_group.cpu_a");
});

describe("the only cause of a line changes that line alone, too", () => {
  const linesAlone = new Map<string, ReadonlySet<string>>();

  /** Lines of the review of one edit. */
  function linesOfEdit(path: string): ReadonlySet<string> {
    const lines = linesAlone.get(path) ?? new Set(linesOf(reviewOfEdits(path)).map(({ line }) => line));
    linesAlone.set(path, lines);
    return lines;
  }

  /** Number of lines with one cause, after a look at each of them. */
  function examined(paths: readonly string[]): number {
    // lines of topics name the first of several addresses
    const withCause = linesOf(reviewOfEdits(...paths)).filter(
      ({ line, causes }) => causes.length === 1 && line.startsWith(`${EDITS}: `),
    );
    for (const { line, causes } of withCause) {
      const [cause = ""] = causes;
      expect(paths).toContain(cause);
      expect({ cause, line, isAlone: linesOfEdit(cause).has(line) }).toMatchObject({ isAlone: true });
    }
    return withCause.length;
  }

  test.each(halfOfRow(Object.entries(COMBINATIONS), 0))("in the combination %s", (_, paths) => {
    expect(examined(paths)).toBeGreaterThan(2);
  });

  test("in random combinations", () => {
    const runs = runsOf({ whole: 5, gate: 2 });
    let count = 0;
    fc.assert(
      fc.property(fc.subarray(Object.keys(SINGLE), { minLength: 3, maxLength: 5 }), (paths) => {
        count += examined(paths);
      }),
      { numRuns: runs },
    );
    expect(count).toBeGreaterThan(4 * runs);
  });
});
