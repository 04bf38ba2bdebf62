import { type Drawing } from "../../src/reports/diagram/drawing";
import { networkDrawing } from "../../src/reports/network";
import { type Editable, altered, environmentPlan } from "../support/altered";
import { planWith } from "../support/changed-plans";
import { withTable } from "../support/dynamodb";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { withHub } from "../support/hub";
import { planOf } from "../support/reference-plans";

const drawingOf = (environment: string): Drawing => networkDrawing(environmentPlan(planOf(environment)));

const textsOf = ({ groups, boxes }: Drawing): string[] => [
  ...groups.map(({ title }) => title),
  ...boxes.flatMap(({ title, lines }) => [title, ...lines.flatMap(({ cells }) => cells)]),
];

const labels = ({ edges }: Drawing, from: string, to: string): string[] =>
  edges.filter((edge) => edge.from === from && edge.to === to).map(({ label }) => label);

/** Every value of a key in the raw JSON of a resource type, such as the ranges of subnets. */
const rawValues = (environment: string, type: string, key: string): string[] =>
  planOf(environment)
    .stacks.flatMap((stack) => stack.resources(type))
    .map(({ config }) => String(config[key]));

describe.each(ENVIRONMENTS)("the network of %s", (environment) => {
  const drawing = drawingOf(environment);
  const texts = textsOf(drawing).join("\n");

  test.each([
    ["subnet", "aws_subnet", "cidr_block"],
    ["VPC", "aws_vpc", "cidr_block"],
    ["node group", "aws_eks_node_group", "node_group_name"],
    ["add-on", "aws_eks_addon", "addon_name"],
    ["database", "aws_db_instance", "identifier"],
  ])("shows every %s", (_, type, key) => {
    const missing = rawValues(environment, type, key).filter((value) => !texts.includes(value));
    expect(missing).toEqual([]);
  });

  test("shows every model and every endpoint", () => {
    const names = planOf(environment)
      .stacks.filter(({ name }) => name.endsWith("-models"))
      .flatMap((stack) => stack.resources("kubernetes_pod_disruption_budget_v1"))
      .map(({ config }) => String((config["metadata"] as Editable)["name"]));
    const services = rawValues(environment, "aws_vpc_endpoint", "service_name").map((name) =>
      name.replace(/^com\.amazonaws\.[^.]+\./, ""),
    );
    expect(names.length).toBeGreaterThan(0);
    expect([...names, ...services].filter((value) => !texts.includes(value))).toEqual([]);
  });

  test.each(["aws_internet_gateway", "aws_nat_gateway", "aws_s3_bucket", "aws_kms_key"])(
    "has a box for each %s, and none more",
    (type) => {
      const made = environmentPlan(planOf(environment))
        .resources(type)
        .map(({ layer, address }) => `${layer}/${address}`);
      const drawn = drawing.boxes.map(({ id }) => id).filter((id) => id.includes(`/${type}.`));
      expect(drawn.sort()).toEqual(made.sort());
    },
  );

  test("has one box for the registry, with the number of its repositories", () => {
    const repositories = rawValues(environment, "aws_ecr_repository", "name").length;
    const registries = drawing.boxes.filter(({ kind }) => kind === "registry");
    expect(registries.map(({ title }) => title)).toEqual(["Registry (ECR)"]);
    expect(JSON.stringify(registries)).toContain(
      `"${repositories} ${repositories === 1 ? "repository" : "repositories"}"`,
    );
  });

  test("has a frame for each zone of its subnets", () => {
    const zones = environmentPlan(planOf(environment))
      .resources("data.aws_availability_zone")
      .map(({ config }) => String(config["name"]));
    const frames = drawing.groups.filter(({ kind }) => kind === "zone").map(({ title }) => title);
    expect(new Set(frames)).toEqual(new Set(zones));
  });

  test("has operators and clients that arrive through a carrier", () => {
    const kinds = new Map(drawing.boxes.map(({ id, kind }) => [id, kind]));
    const ofPeople = drawing.edges.filter(({ from }) => kinds.get(from) === "people");
    expect(ofPeople.length).toBeGreaterThan(0);
    expect(ofPeople.filter(({ to }) => !CARRIERS.includes(kinds.get(to) ?? ""))).toEqual([]);
    const toApi = drawing.edges.filter(
      ({ from, to }) => to === "control-plane" && !from.startsWith("cluster/"),
    );
    expect(toApi.map(({ from, label }) => [CARRIERS.includes(kinds.get(from) ?? ""), label])).toEqual([
      [true, "TCP 443"],
    ]);
  });

  test("has edges between its boxes and groups only, and boxes in its groups only", () => {
    const groups = new Set(drawing.groups.map(({ id }) => id));
    const ids = new Set([...drawing.boxes.map(({ id }) => id), ...groups]);
    expect(ids.size).toBe(drawing.boxes.length + groups.size);
    expect(drawing.edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
    expect([...drawing.boxes, ...drawing.groups].filter((each) => each.in && !groups.has(each.in))).toEqual(
      [],
    );
  });

  test("has the path of requests, of the kubelet and of AWS calls, and none that is denied", () => {
    expect(drawing.edges.filter(({ denied }) => denied)).toEqual([]);
    expect(drawing.edges.some(({ to }) => to === "models")).toBe(true);
    expect(drawing.edges.some(({ to, label }) => to === "control-plane" && /443|all/.test(label))).toBe(true);
    expect(drawing.edges.some(({ to, label }) => to === "endpoints" && /443|all/.test(label))).toBe(true);
  });
});

test("nodes reach the gateway endpoint of DynamoDB, and an edge without its rule is denied", () => {
  const edges = (plan: Parameters<typeof networkDrawing>[0]) =>
    networkDrawing(plan)
      .edges.filter(({ to, label }) => to.includes("aws_vpc_endpoint.dynamodb") && label !== "")
      .map(({ label }) => label);
  expect(edges(environmentPlan(withTable()))).toEqual(["TCP 443"]);
  const without = altered(withTable(), ({ network }) => {
    delete network["resource"].aws_vpc_security_group_egress_rule.nodes_to_dynamodb_443;
  });
  expect(edges(without)).not.toEqual(["TCP 443"]);
});

/** Kinds of boxes that carry traffic to a VPC. */
const CARRIERS = ["internet", "attachment", "elsewhere"];

test.each([
  ["ml-inference-prod", "Transit gateway"],
  ["mlapp", "Peering connection"],
  ["retail-forecast", "Way that is not in these stacks"],
])("operators of %s arrive through: %s", (environment, title) => {
  const { boxes, edges } = drawingOf(environment);
  const carriers = edges.filter(({ from }) => from === "operators").map(({ to }) => to);
  expect(boxes.filter(({ id }) => carriers.includes(id)).map((box) => box.title)).toEqual([title]);
});

test.each([
  ["172.24.0.0/24", "Transit gateway"],
  ["172.21.0.0/24", "Peering connection"],
])("operators in %s arrive through the attachment of the longest prefix: %s", (range, title) => {
  const gateway = { type: "transit-gateway", name: "far", transitGatewayId: "tgw-0123456789abcdef0" };
  const [runners] = configWith("mlapp").network.attachments;
  const plan = planWith("mlapp", {
    network: {
      attachments: [
        { ...runners, cidrs: ["172.16.0.0/12"] },
        { ...gateway, cidrs: ["172.24.0.0/16"] },
      ],
    },
    cluster: { apiAccess: { cidrs: [range] } },
  });
  const { boxes, edges } = networkDrawing(environmentPlan(plan));
  const carriers = edges.filter(({ from }) => from === "operators").map(({ to }) => to);
  expect(boxes.filter(({ id }) => carriers.includes(id)).map((box) => box.title)).toEqual([title]);
});

test("operators of a public endpoint arrive through the internet", () => {
  const { boxes, edges } = networkDrawing(
    altered("retail-forecast", ({ cluster }) => {
      for (const each of Object.values<Editable>(cluster["resource"]["aws_eks_cluster"])) {
        each["vpc_config"] = {
          ...each["vpc_config"],
          endpoint_public_access: true,
          public_access_cidrs: ["198.51.100.0/24"],
        };
      }
    }),
  );
  expect(edges.filter(({ from, to }) => from === "internet" && to === "control-plane")).toHaveLength(1);
  expect(JSON.stringify(boxes.filter(({ kind }) => kind === "people"))).toContain("198.51.100.0/24");
});

test("nodes reach the internet through their NAT gateways, and those through the internet gateway", () => {
  const drawing = drawingOf("ml-inference-prod");
  const nodes = nodesOf(drawing);
  for (const gateway of ["network/aws_nat_gateway.a", "network/aws_nat_gateway.b"]) {
    expect(labels(drawing, nodes, gateway)).toEqual(["TCP 443"]);
    expect(labels(drawing, gateway, "network/aws_internet_gateway.internet")).toEqual([""]);
  }
  expect(labels(drawing, nodes, "internet")).toEqual([]);
});

test("an environment without gateways has none in its picture", () => {
  const kinds = drawingOf("ml-platform").boxes.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "nat" || kind === "gateway" || kind === "internet")).toEqual([]);
});

const NODES = "cluster/aws_eks_node_group.general_a";

/** The first node group of an environment, whose id is that of all nodes. */
const nodesOf = (drawing: Drawing): string =>
  drawing.edges.find(({ to, from }) => to === "control-plane" && from.startsWith("cluster/"))?.from ?? NODES;

/** Removes the rules of a type whose address matches. */
const without =
  (type: string, pattern: RegExp) =>
  ({ network, cluster }: Record<"network" | "cluster", Editable>): void => {
    for (const layer of [network, cluster]) {
      const rules = Object.entries<Editable>(layer["resource"][type] ?? {});
      layer["resource"][type] = Object.fromEntries(rules.filter(([name]) => !pattern.test(name)));
    }
  };

test("without the egress rule of nodes to the endpoints, no arrow leads to them", () => {
  const before = drawingOf("retail-forecast");
  const after = networkDrawing(
    altered("retail-forecast", without("aws_vpc_security_group_egress_rule", /endpoints|vpce/)),
  );
  const nodes = nodesOf(before);
  expect(labels(before, nodes, "endpoints")).toEqual(["TCP 443"]);
  expect(labels(after, nodes, "endpoints")).toEqual([]);
});

test("a target port that no rule of the nodes allows is drawn as denied", () => {
  const after = networkDrawing(
    altered("retail-forecast", without("aws_vpc_security_group_ingress_rule", /nodes_from_alb/)),
  );
  expect(after.edges.filter(({ to }) => to === "models")).toEqual([
    expect.objectContaining({ denied: true, label: "TCP 8080" }),
  ]);
});

test("a rule for another port changes the label of the arrow", () => {
  const after = networkDrawing(
    altered("retail-forecast", (layers) => {
      for (const rule of Object.values<Editable>(
        layers.network["resource"]["aws_vpc_security_group_egress_rule"],
      )) {
        if (rule["to_port"] === 443) rule["to_port"] = 500;
      }
      for (const rule of Object.values<Editable>(
        layers.network["resource"]["aws_vpc_security_group_ingress_rule"],
      )) {
        if (rule["to_port"] === 443) rule["to_port"] = 444;
      }
    }),
  );
  expect(labels(after, nodesOf(after), "endpoints")).toEqual(["TCP 443-444"]);
});

test.each([
  ["a NAT gateway", undefined, "Private subnets, with a NAT gateway"],
  [
    "a transit gateway",
    { transit_gateway_id: "tgw-1" },
    "Private subnets, to the internet through another network",
  ],
  [
    "another target",
    { network_interface_id: "eni-1" },
    "Private subnets, to the internet by a route whose target is not known",
  ],
])("subnets with a default route to %s are named by it", (_, target, title) => {
  const drawing = networkDrawing(
    altered("mlapp", ({ network }) => {
      for (const route of Object.values<Editable>(network["resource"]["aws_route"])) {
        if (target === undefined || route["nat_gateway_id"] === undefined) continue;
        delete route["nat_gateway_id"];
        Object.assign(route, target);
      }
    }),
  );
  expect(drawing.groups.map((group) => group.title)).toContain(title);
});

test("an environment without a cluster has its network", () => {
  const drawing = networkDrawing(
    altered("retail-forecast", (layers) => {
      for (const layer of ["cluster", "platform", "models"] as const) layers[layer]["resource"] = {};
    }),
  );
  expect(drawing.boxes.map(({ title }) => title)).toContain("Subnet");
  expect(drawing.boxes.filter(({ id }) => id === "control-plane")).toEqual([]);
});

test("the endpoints of a hub have a box, which nodes reach by the attachment on TCP 443", () => {
  const drawing = networkDrawing(environmentPlan(withHub()));
  const attachment = "network/aws_ec2_transit_gateway_vpc_attachment.hub";
  expect(drawing.boxes.find(({ id }) => id === "hub")).toMatchObject({
    title: "Interface endpoints of a hub",
    lines: [
      { cells: ["10.255.0.0/24, 10.255.1.0/24"] },
      { cells: [expect.stringContaining("ecr.api, ecr.dkr")] },
    ],
  });
  expect(labels(drawing, attachment, "hub")).toEqual(["TCP 443"]);
  expect(drawing.edges.filter(({ to, label }) => to === attachment && label === "TCP 443")).not.toEqual([]);
});

test("an environment with endpoints of its own has no box of a hub", () => {
  expect(drawingOf("retail-forecast").boxes.filter(({ id }) => id === "hub")).toEqual([]);
});
