import { compareEnvironments } from "../../src/review/compare-environments";
import { planWith } from "../support/changed-plans";
import { actions, change } from "./expected-actions";
import { type Layers, edited } from "./pairs";

const B = "retail-forecast-option-b";
const WITH_DEMO = planWith(B, { entry: { demoEnabled: true } });

test("an edit of an argument that Terraform updates in place is a change", () => {
  expect(
    actions(B, ({ network }) => (network.resource.aws_lb_target_group.api.deregistration_delay = "90")),
  ).toEqual(["change network/aws_lb_target_group.api"]);
});

describe("an argument that forces replacement", () => {
  const edit = ({ network }: Layers) => (network.resource.aws_vpc.main.cidr_block = "10.9.0.0/16");

  test("replaces the resource and the resources that refer to its id", () => {
    const found = actions(B, edit);
    expect(found).toContain("replace network/aws_vpc.main");
    expect(found).toContain("replace network/aws_subnet.private_a");
    expect(found).toContain("replace cluster/aws_eks_node_group.general_a");
  });

  test("is the reason of the replacement", () => {
    expect(change(B, "aws_vpc.main", edit)?.reasons).toEqual([{ argument: "cidr_block", effect: "replace" }]);
  });

  test("is named with its resource in the reason of a dependent replacement", () => {
    expect(change(B, "aws_subnet.private_a", edit)?.reasons).toEqual([
      { argument: "vpc_id", effect: "replace", follows: "network/aws_vpc.main" },
    ]);
  });
});

describe("the range of Services of a cluster", () => {
  const CLUSTER = "replace cluster/aws_eks_cluster.main";
  const given = planWith(B, { cluster: { serviceCidr: "172.21.0.0/16" } });
  const ranged = (range: object | undefined) => (layers: Layers) => {
    layers.cluster.resource.aws_eks_cluster.main.kubernetes_network_config = range;
  };

  test("replaces it where it is added or changed", () => {
    expect(actions(B, ranged({ service_ipv4_cidr: "172.22.0.0/16" }))).toContain(CLUSTER);
    expect(actions(given, ranged({ service_ipv4_cidr: "172.22.0.0/16" }))).toContain(CLUSTER);
  });

  test("stays where it is taken from the file", () => {
    expect(actions(given, ranged(undefined))).not.toContain(CLUSTER);
  });
});

test("a reference to a replaced resource is a change if Terraform updates its argument in place", () => {
  const found = actions(
    WITH_DEMO,
    ({ network }) => (network.resource.aws_security_group.alb.description = "another"),
  );
  expect(found).toContain("replace network/aws_security_group.alb");
  expect(found).toContain("change network/aws_lb.demo");
  expect(found).toContain("replace network/aws_vpc_security_group_ingress_rule.alb_from_internet_443");
});

test("an update with a new version changes the resources that refer to the version", () => {
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

test("an edit of an argument that the table does not have is unknown, not a change in place", () => {
  expect(actions(B, ({ network }) => (network.resource.aws_vpc.main.never_heard_of = 1))[0]).toBe(
    "unknown network/aws_vpc.main",
  );
});

test("a resource of an unknown type is added", () => {
  const ofOthers = actions(B, ({ network }) => (network.resource.other_thing = { one: { a: 1 } }));
  expect(ofOthers).toEqual(["add network/other_thing.one"]);
});

describe("an edit of an ignored argument", () => {
  const edit = ({ network }: Layers) => {
    network.resource.aws_vpc.main.lifecycle = { ignore_changes: ["cidr_block"] };
    network.resource.aws_vpc.main.cidr_block = "10.9.0.0/16";
  };

  test("leads to no action", () => {
    expect(actions(B, edit)).toEqual([]);
  });

  test("is reported", () => {
    const edits = change(B, "aws_vpc.main", edit)?.edits;
    expect(edits?.map(({ path }) => path)).toEqual(["cidr_block", "lifecycle"]);
  });
});

test("a replacement that prevent_destroy forbids has a note", () => {
  const renamed = change(
    B,
    "aws_s3_bucket.state_bucket",
    ({ state }) => (state.resource.aws_s3_bucket.state_bucket.bucket = "another"),
  );
  expect(renamed).toMatchObject({
    action: "replace",
    notes: ["prevent_destroy is set, so the plan fails"],
  });
});

test("a destroy that removes prevent_destroy with its block has a note", () => {
  const gone = change(B, "aws_s3_bucket.state_bucket", ({ state }) =>
    Reflect.deleteProperty(state.resource, "aws_s3_bucket"),
  );
  expect(gone).toMatchObject({
    action: "destroy",
    notes: ["its prevent_destroy is removed with its block and does not protect it"],
  });
});

test("a replacement with create_before_destroy has a note", () => {
  const found = change(B, "aws_vpc.main", ({ network }) => {
    network.resource.aws_vpc.main.lifecycle = { create_before_destroy: true };
    network.resource.aws_vpc.main.cidr_block = "10.9.0.0/16";
  });
  expect(found?.notes).toEqual(["the new resource is created before the old one is destroyed"]);
});

test("a change of a resource in replace_triggered_by replaces the triggered resource", () => {
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

test("a change of the default tags changes every resource with tags", () => {
  const found = actions(B, ({ state }) => (state.provider.aws[0].default_tags[0].tags.owner = "another"));
  expect(found).toContain("change state/aws_s3_bucket.state_bucket");
  expect(found).not.toContain("change state/aws_s3_bucket_versioning.state_bucket");
});

test("another provider of a resource has an unknown effect, since it can be another region", () => {
  const edit = ({ network }: Layers) => (network.resource.aws_vpc.main.provider = "aws.elsewhere");
  expect(change(B, "aws_vpc.main", edit)?.reasons).toEqual([{ argument: "provider", effect: "unknown" }]);
});

test.each(["depends_on", "count"])("another %s of a resource changes nothing of its object", (argument) => {
  const edit = ({ network }: Layers) => (network.resource.aws_vpc.main[argument] = ["aws_eip.nat"]);
  expect(change(B, "aws_vpc.main", edit)?.reasons).toEqual([{ argument, effect: "none" }]);
});

describe("an output with a map", () => {
  const subnets = ({ network }: Layers): { value: Record<string, string> } =>
    network.output.private_workload_subnet_ids_by_zone;
  const longer = (layers: Layers): void => void (subnets(layers).value["0"] = "${aws_subnet.public_a.id}");

  test("that gets a value before the others changes nothing that reads these", () => {
    expect(actions(B, longer)).toEqual([]);
  });

  test("that loses its first value changes nothing that reads the others", () => {
    const { before, after } = edited(B, longer);
    expect(compareEnvironments({ environment: B, before: after, after: before }).resources).toEqual([]);
  });

  test("whose values are exchanged replaces what reads them", () => {
    const found = actions(B, (layers) => {
      const { a = "", b = "" } = subnets(layers).value;
      subnets(layers).value = { a: b, b: a };
    });
    expect(found).toContain("replace cluster/aws_eks_node_group.general_a");
    expect(found).toContain("replace cluster/aws_eks_node_group.general_b");
  });

  test("that describes itself otherwise changes nothing", () => {
    const described = ({ network }: Layers) =>
      (network.output.private_workload_subnet_ids_by_zone.description = "other words");
    expect(actions(B, described)).toEqual([]);
  });

  test("that refers to a replaced subnet replaces what reads this item, and nothing else", () => {
    const found = actions(
      B,
      ({ network }) => (network.resource.aws_subnet.private_a.cidr_block = "10.0.99.0/24"),
    );
    expect(found).toContain("replace cluster/aws_eks_node_group.general_a");
    expect(found).not.toContain("replace cluster/aws_eks_node_group.general_b");
  });
});

describe("an output with a list", () => {
  const NODES = "aws_eks_node_group.general_a";
  const LIST = "data.terraform_remote_state.network.outputs.private_workload_subnet_ids";
  const subnets = ({ network }: Layers): { value: string[] } => network.output.private_workload_subnet_ids;
  /** Own files read a list by places. */
  const found = (read: string, edit: (list: string[]) => void): readonly string[] => {
    const reads = (layers: Layers): void =>
      void (layers.cluster.resource.aws_eks_node_group.general_a.subnet_ids = read);
    const [before, after] = [
      edited(B, reads).after,
      edited(B, (layers) => {
        reads(layers);
        edit(subnets(layers).value);
      }).after,
    ];
    return compareEnvironments({ environment: B, before, after }).resources.map(
      ({ action, layer, address }) => `${action} ${layer}/${address}`,
    );
  };

  test("that gets an item at its end changes nothing that reads the other items", () => {
    expect(found(`\${${LIST}[1]}`, (list) => list.push("${aws_subnet.public_a.id}"))).toEqual([]);
  });

  test("whose items change places replaces what reads them", () => {
    expect(found(`\${${LIST}[1]}`, (list) => list.reverse())).toContain(`replace cluster/${NODES}`);
  });

  test("that gets an item changes what reads the whole list", () => {
    const push = (list: string[]) => list.push("${aws_subnet.public_a.id}");
    expect(found(`\${${LIST}}`, push)).toContain(`replace cluster/${NODES}`);
  });
});

describe("data sources", () => {
  const CONSOLE = "retail-forecast-console";

  test("a changed search makes dependent resources unknown", () => {
    const found = actions(CONSOLE, ({ network }) => {
      network.data.aws_subnets.private_a.filter[0].values = ["another"];
    });
    expect(found).toContain("unknown cluster/aws_eks_node_group.general_a");
  });

  test("a changed postcondition leads to no action", () => {
    const found = actions(CONSOLE, ({ network }) => {
      network.data.aws_subnets.private_a.lifecycle.postcondition[0].error_message = "another";
    });
    expect(found).toEqual([]);
  });
});

test("a removed stack is abandoned, and its resources are not destroyed", () => {
  const { before } = edited(B, () => undefined);
  const after = before.filter(({ layer }) => layer !== "models");
  const { abandoned, resources } = compareEnvironments({ environment: B, before, after });
  expect(abandoned).toEqual([{ layer: "models", resources: expect.any(Number) as unknown }]);
  expect(abandoned[0]?.resources).toBeGreaterThan(5);
  expect(resources).toEqual([]);
});
