import { compareEnvironments } from "../../src/review/compare-environments";
import { countsOf } from "../../src/review/stages/verdict";
import { planWith } from "../support/changed-plans";
import { actions, change } from "./expected-actions";
import { type Layers, edited } from "./pairs";

const B = "retail-forecast-option-b";
const WITH_DEMO = planWith(B, { entry: { demoEnabled: true } });

describe("moves", () => {
  const move = ({ network }: Layers, to = "renamed") => {
    network.moved = [{ from: "aws_subnet.private_a", to: `aws_subnet.${to}` }];
    network.resource.aws_subnet[to] = network.resource.aws_subnet.private_a;
    Reflect.deleteProperty(network.resource.aws_subnet, "private_a");
    const text = JSON.stringify(network).replaceAll("${aws_subnet.private_a.", `\${aws_subnet.${to}.`);
    Object.assign(network, JSON.parse(text));
  };

  test("a rename with a moved block is a move and changes no reference", () => {
    const { resources } = compareEnvironments(edited(B, (layers) => move(layers)));
    expect(resources.map(({ action, address, from }) => `${action} ${address} ${from}`)).toEqual([
      "none aws_subnet.renamed aws_subnet.private_a",
    ]);
    expect(countsOf(resources)).toEqual({ add: 0, change: 0, replace: 0, destroy: 0, move: 1, unknown: 0 });
  });

  test("a new moved block is reported", () => {
    const { others } = compareEnvironments(edited(B, (layers) => move(layers)));
    expect(others.map(({ address }) => address)).toEqual(["moved.aws_subnet.private_a"]);
  });

  test("a move and an edit of the same resource are both reported", () => {
    const found = actions(B, (layers) => {
      move(layers);
      layers.network.resource.aws_subnet.renamed.map_public_ip_on_launch = true;
    });
    expect(found).toEqual(["change network/aws_subnet.renamed from aws_subnet.private_a"]);
  });

  test("a rename without a moved block destroys and adds", () => {
    const found = actions(B, (layers) => {
      move(layers);
      Reflect.deleteProperty(layers.network, "moved");
    });
    expect(found).toContain("destroy network/aws_subnet.private_a");
    expect(found).toContain("add network/aws_subnet.renamed");
  });
});

describe("count", () => {
  test("a variable that is false by default destroys the resources that it counts", () => {
    const found = actions(WITH_DEMO, ({ network }) => (network.variable.demo_enabled.default = false));
    expect(found).toContain("destroy network/aws_lb.demo");
    expect(found).toContain("destroy network/aws_lb_listener.https");
    expect(found).not.toContain("destroy network/aws_lb_target_group.api");
  });

  const withCount =
    (count: number) =>
    ({ network }: Layers) =>
      (network.resource.aws_internet_gateway.internet.count = count);

  test("a new resource with a count is added", () => {
    expect(actions(B, ({ network }) => (network.resource.aws_eip = { a: { count: 1 } }))).toEqual([
      "add network/aws_eip.a",
    ]);
  });

  test("a new count of 1 leads to no action", () => {
    expect(actions(B, withCount(1))).toEqual([]);
  });

  test("a new count of 3 keeps the object and adds others", () => {
    expect(change(B, "aws_internet_gateway.internet", withCount(3))).toMatchObject({
      action: "add",
      instances: 2,
    });
    expect(actions(B, withCount(3))).toEqual(["add network/aws_internet_gateway.internet"]);
  });

  test("a count that only a plan can compute is unknown", () => {
    const found = actions(
      B,
      ({ network }) => (network.resource.aws_internet_gateway.internet.count = "${length(var.x)}"),
    );
    expect(found).toContain("unknown network/aws_internet_gateway.internet");
  });

  test("a new for_each destroys the existing object", () => {
    const found = actions(
      B,
      ({ network }) => (network.resource.aws_internet_gateway.internet.for_each = { a: 1, b: 2 }),
    );
    expect(found.slice(0, 2)).toEqual([
      "destroy network/aws_internet_gateway.internet",
      "add network/aws_internet_gateway.internet",
    ]);
  });
});
