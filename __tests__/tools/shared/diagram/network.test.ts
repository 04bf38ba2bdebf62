import { type Drawing } from "../../../../src/tools/shared/diagram/drawing";
import { networkDrawing } from "../../../../src/tools/shared/diagram/network";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { ENVIRONMENTS } from "../../../support/environments";
import { planOf } from "../../../support/reference-plans";

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
      .flatMap((stack) => stack.resources("kubernetes_horizontal_pod_autoscaler_v2"))
      .map(({ config }) => String((config["metadata"] as Editable)["name"]));
    const services = rawValues(environment, "aws_vpc_endpoint", "service_name").map((name) =>
      name.replace(/^com\.amazonaws\.[^.]+\./, ""),
    );
    expect(names.length).toBeGreaterThan(0);
    expect([...names, ...services].filter((value) => !texts.includes(value))).toEqual([]);
  });

  test("has edges between its boxes only, and boxes in its groups only", () => {
    const ids = new Set(drawing.boxes.map(({ id }) => id));
    const groups = new Set(drawing.groups.map(({ id }) => id));
    expect(ids.size).toBe(drawing.boxes.length);
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
  ["a NAT gateway", undefined, "private subnets, with a NAT gateway"],
  [
    "a transit gateway",
    { transit_gateway_id: "tgw-1" },
    "private subnets, to the internet through another network",
  ],
  [
    "another target",
    { network_interface_id: "eni-1" },
    "private subnets, to the internet by a route whose target is not known",
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
  expect(drawing.boxes.map(({ title }) => title)).toContain("Subnets");
  expect(drawing.boxes.filter(({ id }) => id === "control-plane")).toEqual([]);
});
