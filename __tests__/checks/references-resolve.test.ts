import { referencesResolve } from "../../src/checks/references-resolve";
import { type EnvironmentPlan } from "../../src/terraform/environment-plan";
import { altered, environmentPlan } from "../support/altered";
import { type Edit, foundBy } from "../support/findings";
import { planOf } from "../support/reference-plans";

const OPTION_B = "retail-forecast-option-b";

test("accepts the stacks of mlapp", () => {
  expect(foundBy(referencesResolve, environmentPlan(planOf("mlapp")))).toEqual([]);
});

describe("attributes of lifecycle", () => {
  const vpcWith = (lifecycle: object): EnvironmentPlan =>
    altered("mlapp", ({ network }) => {
      network.resource.aws_vpc.main.lifecycle = lifecycle;
    });

  test("accepts an unknown name in ignore_changes, which is not a reference", () => {
    expect(foundBy(referencesResolve, vpcWith({ ignore_changes: ["${aws_x.y}"] }))).toEqual([]);
  });

  test("reports a missing resource in replace_triggered_by", () => {
    expect(foundBy(referencesResolve, vpcWith({ replace_triggered_by: ["${aws_x.y}"] }))).toEqual([
      "aws_vpc.main: it references aws_x.y: no such target exists",
    ]);
  });
});

test("reports a read of an output that is not exported", () => {
  const plan = altered("mlapp", ({ network }) => {
    delete network.output.vpc_id;
  });
  expect(foundBy(referencesResolve, plan)).toEqual([
    "helm_release.load_balancer_controller: it references output vpc_id of layer network: no such target exists",
  ]);
});

test("reports reads of a list item that does not exist", () => {
  const plan = altered("mlapp", ({ network, cluster }) => {
    cluster.resource.aws_eks_cluster.main.vpc_config.subnet_ids = [0, 2].map(
      (index) => `\${data.terraform_remote_state.network.outputs.private_workload_subnet_ids[${index}]}`,
    );
    expect(network.output.private_workload_subnet_ids.value).toHaveLength(2);
  });
  expect(foundBy(referencesResolve, plan)).toEqual([expect.stringContaining("aws_eks_cluster.main")]);
});

test("reports reads of a key that does not exist", () => {
  const plan = altered("mlapp", ({ network }) => {
    delete network.output.private_workload_subnet_ids_by_zone.value.b;
  });
  expect(foundBy(referencesResolve, plan).length).toBeGreaterThan(2);
});

test.each<[string, string, Edit]>([
  ["variable", "var.demo_enabled", ({ network }) => delete network.variable],
  ["local value", "local.oidc_issuer", ({ cluster }) => delete cluster.locals],
  [
    "provider alias",
    "aws_vpc.main: it references provider aws.us_east_1",
    ({ network }) => (network.resource.aws_vpc.main.provider = "aws.us_east_1"),
  ],
  [
    "resource in an output",
    "output.vpc_id: it references aws_vpc.other",
    ({ network }) => (network.output.vpc_id.value = "${aws_vpc.other.id}"),
  ],
])("reports a missing %s", (_, message, edit) => {
  expect(foundBy(referencesResolve, altered(OPTION_B, edit)).join("\n")).toContain(message);
});
