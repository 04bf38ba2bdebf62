import fc from "fast-check";
import { type EnvironmentConfig } from "../../src/config/schema";
import { type Review } from "../../src/review/review";
import { configWith } from "../support/environments";
import { type Synthesized, blamed, linesOf, reviewBetween, synthesized } from "./several-edits";

const ENVIRONMENT = "ml-inference-prod";
const DANGERS = "Destroyed, replaced, or not known";
const EDITS = "Every edit";
const PATHS = "Network: who reaches whom";

const BASE = configWith(ENVIRONMENT, {
  network: { zones: ["a", "b", "c"] },
  cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"], maxPerZone: 2 } } },
});

type Model = EnvironmentConfig["models"][number];
type Editable<T> = T extends object ? { -readonly [K in keyof T]: Editable<T[K]> } : T;
type Edit = (config: Editable<EnvironmentConfig>) => void;

const model = (config: Editable<EnvironmentConfig>): Editable<Model> =>
  config.models[0] as unknown as Editable<Model>;

/** Edits of which each changes one value, by its path. */
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
  "models[ml-inference-api].image.tag": (config) => (model(config).image.tag = "1.5.0"),
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

const reviewOfEdits = (...paths: readonly string[]): Review =>
  reviewBetween(base, after(...paths.map(editOf)));

test("a range, a tag and the days of a log are each blamed for their own lines alone", () => {
  const review = reviewOfEdits(
    "network.flowLogs.retentionDays",
    "cluster.apiAccess.cidrs",
    "models[ml-inference-api].image.tag",
  );
  const rule = "aws_vpc_security_group_ingress_rule.control_plane_from_10_201_0_0_16_443";
  expect(blamed(review, PATHS)).toEqual({ "cluster.apiAccess.cidrs": [rule] });
  expect(blamed(review, "Images and charts")).toEqual({
    "models[ml-inference-api].image.tag": ["kubernetes_deployment_v1.ml_inference_api"],
  });
  expect(blamed(review, EDITS)).toEqual({
    "network.flowLogs.retentionDays": ["aws_cloudwatch_log_group.flow_logs"],
    "cluster.apiAccess.cidrs": [rule],
    "models[ml-inference-api].image.tag": ["kubernetes_deployment_v1.ml_inference_api"],
    // the numbers of all network ACL rules after the new one shift
    none: [
      "aws_network_acl_rule.private_egress_300",
      "aws_network_acl_rule.private_egress_400",
      "aws_network_acl_rule.private_egress_500",
      "aws_network_acl_rule.private_ingress_300",
      "aws_network_acl_rule.private_ingress_400",
      "aws_network_acl_rule.private_ingress_500",
    ],
  });
});

describe("a zone that goes with a port, a range and the size of a node group", () => {
  const review = reviewOfEdits(
    "network.zones",
    "models[ml-inference-api].port",
    "cluster.apiAccess.cidrs",
    "cluster.nodeGroups.gpu.maxPerZone",
  );

  test("what is destroyed or replaced has the cause that forces it, or none", () => {
    expect(blamed(review, DANGERS)).toEqual({
      "network.zones": [
        "aws_eip.nat_c",
        "aws_nat_gateway.c",
        "aws_route.private_internet_c",
        "aws_route_table.private_c",
        "aws_route_table_association.private_c",
        "aws_route_table_association.public_c",
        "aws_subnet.private_c",
        "aws_subnet.public_c",
        "aws_eks_node_group.general_c",
        "aws_eks_node_group.gpu_c",
        "aws_eks_node_group.gpu_a",
        "aws_eks_node_group.gpu_b",
        "aws_eks_node_group.general_a",
        "aws_eks_node_group.general_b",
      ],
      "models[ml-inference-api].port": [
        "aws_vpc_security_group_egress_rule.alb_to_nodes_5000",
        "aws_vpc_security_group_ingress_rule.nodes_from_alb_5000",
      ],
      none: [
        "aws_network_acl_rule.private_egress_300",
        "aws_network_acl_rule.private_egress_400",
        "aws_network_acl_rule.private_ingress_300",
        "aws_network_acl_rule.private_ingress_400",
      ],
    });
  });

  test("paths of the network follow from the range and the port", () => {
    expect(blamed(review, PATHS)).toEqual({
      "cluster.apiAccess.cidrs": ["aws_vpc_security_group_ingress_rule.control_plane_from_10_201_0_0_16_443"],
      "models[ml-inference-api].port": [
        "aws_vpc_security_group_ingress_rule.nodes_from_alb_8080",
        "aws_vpc_security_group_ingress_rule.nodes_from_alb_5000",
      ],
    });
  });

  test("the number of nodes follows from the size of their group", () => {
    expect(blamed(review, "Replicas and sizes")).toEqual({
      "cluster.nodeGroups.gpu.maxPerZone": ["aws_eks_node_group.gpu_a", "aws_eks_node_group.gpu_b"],
    });
  });

  test("every edit of what two of them change has no cause", () => {
    const { none = [], ...others } = blamed(review, EDITS);
    expect(none).toEqual(
      expect.arrayContaining([
        "aws_eks_node_group.gpu_a",
        "aws_eks_node_group.gpu_b",
        "kubernetes_network_policy_v1.ml_inference_api",
      ]),
    );
    expect(others["network.zones"]).toEqual(
      expect.arrayContaining([
        "aws_vpc_endpoint.s3",
        "aws_eks_addon.coredns",
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

test("NAT gateways that go with one way to the internet are not blamed on a zone that goes too", () => {
  const found = blamed(reviewOfEdits("network.zones", "network.egress"), DANGERS);
  expect(found["network.zones"]).toContain("aws_subnet.private_c");
  expect(found["none"]).toEqual(
    expect.arrayContaining(["a", "b", "c"].map((letter) => `aws_nat_gateway.${letter}`)),
  );
});

test("the same range in two lists: each rule has that of its own", () => {
  expect(blamed(reviewOfEdits("entry.clientCidrs", "cluster.apiAccess.cidrs"), PATHS)).toEqual({
    "entry.clientCidrs": ["aws_vpc_security_group_ingress_rule.alb_from_10_201_0_0_16_80"],
    "cluster.apiAccess.cidrs": ["aws_vpc_security_group_ingress_rule.control_plane_from_10_201_0_0_16_443"],
  });
});

test("a rule that both a range and a port make anew has no cause", () => {
  const found = blamed(reviewOfEdits("entry.clientCidrs", "entry.port"), PATHS);
  expect(found["none"]).toEqual(["aws_vpc_security_group_ingress_rule.alb_from_10_201_0_0_16_8080"]);
  expect(found["entry.port"]).toContain("aws_vpc_security_group_ingress_rule.alb_from_10_0_0_0_8_80");
});

test("the same days of two logs: each group of logs has those of its own", () => {
  const found = blamed(reviewOfEdits("network.flowLogs.retentionDays", "cluster.logRetentionDays"), EDITS);
  expect(found["network.flowLogs.retentionDays"]).toEqual(["aws_cloudwatch_log_group.flow_logs"]);
  expect(found["cluster.logRetentionDays"]).toContain("aws_cloudwatch_log_group.control_plane");
});

test("two edits of one workload: the line of its image has the tag, and the line of both has none", () => {
  const review = reviewOfEdits("models[ml-inference-api].port", "models[ml-inference-api].image.tag");
  const deployment = "kubernetes_deployment_v1.ml_inference_api";
  expect(blamed(review, "Images and charts")).toEqual({
    "models[ml-inference-api].image.tag": [deployment],
  });
  expect(blamed(review, EDITS)["none"]).toContain(deployment);
});

test("a new model is blamed on its name, its rules on its port, a node group beside it on neither", () => {
  const now = after((config) => {
    config.models.push({ ...structuredClone(model(config)), name: "second", port: 7000 } as never);
    config.cluster.nodeGroups["cpu"] = structuredClone(config.cluster.nodeGroups["general"]) as never;
  });
  const found = blamed(reviewBetween(base, now), EDITS);
  expect(found["models[second].name"]).toContain("kubernetes_deployment_v1.second");
  expect(found["models[second].port"]).toEqual([
    "aws_vpc_security_group_egress_rule.alb_to_nodes_7000",
    "aws_vpc_security_group_ingress_rule.nodes_from_alb_7000",
  ]);
  expect(found["none"]).toContain("aws_eks_node_group.cpu_a");
});

describe("of random edits", () => {
  const alone = new Map<string, Review>();
  const reviewAlone = (path: string): Review => {
    const known = alone.get(path) ?? reviewOfEdits(path);
    alone.set(path, known);
    return known;
  };

  test("what is blamed on one, that one changes alone too, and holds its values", () => {
    let looked = 0;
    fc.assert(
      fc.property(fc.subarray(Object.keys(SINGLE), { minLength: 2, maxLength: 4 }), (paths) => {
        const review = reviewOfEdits(...paths);
        for (const { line, address, cause } of linesOf(review)) {
          if (cause === undefined) continue;
          looked += 1;
          expect(paths).toContain(cause);
          const same = linesOf(reviewAlone(cause)).map((each) => each.line);
          expect({ cause, line: same.find((each) => each === line) }).toEqual({ cause, line });
          expect({ cause, address, holds: holds(review, address, cause) }).toMatchObject({ holds: true });
        }
      }),
      { numRuns: 12 },
    );
    expect(looked).toBeGreaterThan(50);
  });
});

/** True where an old or new value of a setting is in what changed at an address, or in what that follows. */
function holds(review: Review, address: string, cause: string, seen: readonly string[] = []): boolean {
  const setting = review.causes.changes.find(({ path }) => path === cause);
  const { resources, others } = review.changes;
  const [was, is] = [setting?.before, setting?.after].map((value) => [value].flat().map(String));
  if (!was || !is) return false;
  const values = [...was.filter((each) => !is.includes(each)), ...is.filter((each) => !was.includes(each))];
  return [...resources, ...others]
    .filter((change) => change.address === address)
    .some((change) => {
      const isWhole = "action" in change && (change.before === undefined || change.after === undefined);
      const text = JSON.stringify([address, isWhole ? [change.before, change.after] : change.edits]);
      const found = values.some((value) => wholeWord(value).test(text));
      const follows = "reasons" in change ? change.reasons.flatMap((each) => each.follows ?? []) : [];
      return (
        found ||
        follows
          .map((each) => each.replace(/^\w+\//, ""))
          .some((each) => !seen.includes(each) && holds(review, each, cause, [...seen, address]))
      );
    });
}

const wholeWord = (value: string): RegExp =>
  new RegExp(`(^|[^A-Za-z0-9])${value.replaceAll(".", "\\.")}([^A-Za-z0-9]|$)`);
