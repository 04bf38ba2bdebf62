import { compareEnvironments } from "../../src/review/compare-environments";
import { countsOf } from "../../src/review/verdict";
import { type Layers, edited } from "./pairs";

/** What an edit of an environment's JSON leads to: `action layer/address`. */
function actions(environment: string, edit: (layers: Layers) => void): string[] {
  return compareEnvironments(edited(environment, edit))
    .resources.filter(({ action, from }) => action !== "none" || from !== undefined)
    .map(
      ({ action, layer, address, from }) =>
        `${action} ${layer}/${address}${from === undefined ? "" : ` from ${from}`}`,
    );
}

const change = (environment: string, address: string, edit: (layers: Layers) => void) =>
  compareEnvironments(edited(environment, edit)).resources.find((each) => each.address === address);

const B = "retail-forecast-option-b";

test("an argument that can be changed in place is a change", () => {
  expect(
    actions(B, ({ network }) => (network.resource.aws_lb_target_group.api.deregistration_delay = "90")),
  ).toEqual(["change network/aws_lb_target_group.api"]);
});

test("an argument that forces a replacement is named, and what names the new id follows", () => {
  const edit = ({ network }: Layers) => (network.resource.aws_vpc.main.cidr_block = "10.9.0.0/16");
  const found = actions(B, edit);
  expect(found).toContain("replace network/aws_vpc.main");
  expect(found).toContain("replace network/aws_subnet.private_a");
  expect(found).toContain("replace cluster/aws_eks_node_group.general_a");
  expect(change(B, "aws_vpc.main", edit)?.reasons).toEqual([{ argument: "cidr_block", effect: "replace" }]);
  expect(change(B, "aws_subnet.private_a", edit)?.reasons).toEqual([
    { argument: "vpc_id", effect: "replace", follows: "network/aws_vpc.main" },
  ]);
});

test("what names a replaced resource where that can be changed in place is a change", () => {
  const found = actions(
    B,
    ({ network }) => (network.resource.aws_security_group.alb.description = "another"),
  );
  expect(found).toContain("replace network/aws_security_group.alb");
  expect(found).toContain("change network/aws_lb.demo");
  expect(found).toContain("replace network/aws_vpc_security_group_ingress_rule.alb_from_internet_443");
});

test("an update that gives a new version makes what names the version a change", () => {
  const found = actions(
    B,
    ({ cluster }) => (cluster.resource.aws_launch_template.general.description = "another"),
  );
  expect(found).toEqual([
    "change cluster/aws_launch_template.general",
    "change cluster/aws_eks_node_group.general_a",
    "change cluster/aws_eks_node_group.general_b",
  ]);
});

test("an argument of which nothing is known is unknown, never a change in place", () => {
  expect(actions(B, ({ network }) => (network.resource.aws_vpc.main.never_heard_of = 1))[0]).toBe(
    "unknown network/aws_vpc.main",
  );
  const ofOthers = actions(B, ({ network }) => (network.resource.other_thing = { one: { a: 1 } }));
  expect(ofOthers).toEqual(["add network/other_thing.one"]);
});

test("an argument whose changes are ignored leads to nothing, and is told all the same", () => {
  const edit = ({ network }: Layers) => {
    network.resource.aws_vpc.main.lifecycle = { ignore_changes: ["cidr_block"] };
    network.resource.aws_vpc.main.cidr_block = "10.9.0.0/16";
  };
  expect(actions(B, edit)).toEqual([]);
  expect(change(B, "aws_vpc.main", edit)?.edits.map(({ path }) => path)).toEqual(["cidr_block", "lifecycle"]);
});

test("a replacement that prevent_destroy forbids says so, and a destroy that takes the guard along", () => {
  const renamed = change(
    B,
    "aws_s3_bucket.state_bucket",
    ({ state }) => (state.resource.aws_s3_bucket.state_bucket.bucket = "another"),
  );
  expect(renamed).toMatchObject({
    action: "replace",
    notes: ["prevent_destroy: Terraform refuses the plan"],
  });
  const gone = change(B, "aws_s3_bucket.state_bucket", ({ state }) =>
    Reflect.deleteProperty(state.resource, "aws_s3_bucket"),
  );
  expect(gone).toMatchObject({ action: "destroy", notes: ["its prevent_destroy goes with its block"] });
});

test("create_before_destroy is told of a replacement", () => {
  const found = change(B, "aws_vpc.main", ({ network }) => {
    network.resource.aws_vpc.main.lifecycle = { create_before_destroy: true };
    network.resource.aws_vpc.main.cidr_block = "10.9.0.0/16";
  });
  expect(found?.notes).toEqual(["the new one comes before the old one goes"]);
});

test("what a lifecycle is triggered by replaces it", () => {
  const found = change(B, "aws_security_group.alb", ({ network }) => {
    network.resource.aws_security_group.alb.lifecycle = {
      replace_triggered_by: ["aws_internet_gateway.internet"],
    };
    network.resource.aws_internet_gateway.internet.tags.Name = "another";
  });
  expect(found).toMatchObject({
    action: "replace",
    reasons: expect.arrayContaining([
      {
        argument: "lifecycle.replace_triggered_by",
        effect: "replace",
        follows: "network/aws_internet_gateway.internet",
      },
    ]) as unknown,
  });
});

test("other default tags change everything that takes tags", () => {
  const found = actions(B, ({ state }) => (state.provider.aws[0].default_tags[0].tags.owner = "another"));
  expect(found).toContain("change state/aws_s3_bucket.state_bucket");
  expect(found).not.toContain("change state/aws_s3_bucket_versioning.state_bucket");
});

describe("moves", () => {
  const move = ({ network }: Layers, to = "renamed") => {
    network.moved = [{ from: "aws_subnet.private_a", to: `aws_subnet.${to}` }];
    network.resource.aws_subnet[to] = network.resource.aws_subnet.private_a;
    Reflect.deleteProperty(network.resource.aws_subnet, "private_a");
    const text = JSON.stringify(network).replaceAll("${aws_subnet.private_a.", `\${aws_subnet.${to}.`);
    Object.assign(network, JSON.parse(text));
  };

  test("a rename with a moved block is a move, and no change of what names it", () => {
    const pair = edited(B, (layers) => move(layers));
    const { resources, others } = compareEnvironments(pair);
    expect(resources.map(({ action, address, from }) => `${action} ${address} ${from}`)).toEqual([
      "none aws_subnet.renamed aws_subnet.private_a",
    ]);
    expect(others.map(({ address }) => address)).toEqual(["moved.aws_subnet.private_a"]);
    expect(countsOf(resources)).toEqual({ add: 0, change: 0, replace: 0, destroy: 0, move: 1, unknown: 0 });
  });

  test("a move and an edit of the same resource are both told", () => {
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
  test("a switch that is turned off by its default destroys what it counts", () => {
    const found = actions(B, ({ network }) => (network.variable.demo_enabled.default = false));
    expect(found).toContain("destroy network/aws_lb.demo");
    expect(found).toContain("destroy network/aws_lb_listener.https");
    expect(found).not.toContain("destroy network/aws_lb_target_group.api");
  });

  test("a count that comes moves nothing, one that grows adds", () => {
    expect(actions(B, ({ network }) => (network.resource.aws_eip = { a: { count: 1 } }))).toEqual([
      "add network/aws_eip.a",
    ]);
    expect(actions(B, ({ network }) => (network.resource.aws_internet_gateway.internet.count = 1))).toEqual(
      [],
    );
    const three = change(
      B,
      "aws_internet_gateway.internet",
      ({ network }) => (network.resource.aws_internet_gateway.internet.count = 3),
    );
    expect(three).toMatchObject({ action: "none" });
    expect(actions(B, ({ network }) => (network.resource.aws_internet_gateway.internet.count = 3))).toEqual([
      "add network/aws_internet_gateway.internet",
    ]);
  });

  test("a count that nobody can compute is unknown", () => {
    const found = actions(
      B,
      ({ network }) => (network.resource.aws_internet_gateway.internet.count = "${length(var.x)}"),
    );
    expect(found).toContain("unknown network/aws_internet_gateway.internet");
  });

  test("a for_each that comes destroys what was there", () => {
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

describe("data sources", () => {
  const CONSOLE = "retail-forecast-console";

  test("a search for something else leaves what names it unknown", () => {
    const found = actions(CONSOLE, ({ network }) => {
      network.data.aws_subnets.private_a.filter[0].values = ["another"];
    });
    expect(found).toContain("unknown cluster/aws_eks_node_group.general_a");
  });

  test("what is demanded of it beside the search changes nothing", () => {
    const found = actions(CONSOLE, ({ network }) => {
      network.data.aws_subnets.private_a.lifecycle.postcondition[0].error_message = "another";
    });
    expect(found).toEqual([]);
  });
});

test("a stack that is gone is no destroy: nobody manages it any more", () => {
  const { before } = edited(B, () => undefined);
  const after = before.filter(({ layer }) => layer !== "models");
  const { abandoned, resources } = compareEnvironments({ environment: B, before, after });
  expect(abandoned).toEqual([{ layer: "models", resources: expect.any(Number) as unknown }]);
  expect(abandoned[0]?.resources).toBeGreaterThan(5);
  expect(resources).toEqual([]);
});
