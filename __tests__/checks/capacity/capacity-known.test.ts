import { capacityKnown } from "../../../src/checks/capacity/capacity-known";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";
import { model, prodWith } from "./plans";

test("capacity-known warns about an instance type of unknown size, and suggests the nearest one", () => {
  const plan = prodWith([model()], { instanceTypes: ["m6i.large", "m6id.large"] });
  expect(foundBy(capacityKnown, plan)).toEqual([
    "aws_eks_node_group.general_a: the size of m6id.large is unknown, so the capacity of general_a, general_b was not checked (did you mean m6i.large?)",
  ]);
});

test("capacity-known leaves a type that EC2 does not have to instance-type-known", () => {
  expect(foundBy(capacityKnown, prodWith([model()], { instanceTypes: ["m7i.lagre"] }))).toEqual([]);
});

test("capacity-known suggests no type if none is near", () => {
  const plan = prodWith([model()], { instanceTypes: ["x2idn.metal"] });
  expect(foundBy(capacityKnown, plan)).toEqual([expect.not.stringContaining("did you mean")]);
});

test("capacity-known reports each configured node group once", () => {
  const plan = planWith("ml-inference-prod", {
    cluster: {
      nodeGroups: {
        general: {},
        one: { instanceTypes: ["m6id.large"] },
        two: { instanceTypes: ["m6id.large"] },
      },
    },
  });
  expect(foundBy(capacityKnown, environmentPlan(plan))).toEqual([
    expect.stringContaining("of one_a, one_b was"),
    expect.stringContaining("of two_a, two_b was"),
  ]);
});

test("capacity-known warns about an add-on and a chart with unknown pods", () => {
  const plan = altered("mlapp", ({ cluster, platform }) => {
    cluster.resource.aws_eks_addon.adot = { addon_name: "adot" };
    platform.resource.helm_release.grafana = { chart: "grafana" };
  });
  expect(foundBy(capacityKnown, plan)).toEqual([
    "aws_eks_addon.adot: the requests of its pods are not in the catalog and count as zero",
    "helm_release.grafana: the requests of its pods are not in the catalog and count as zero",
  ]);
});

test("capacity-known accepts known instance types, add-ons and charts", () => {
  expect(foundBy(capacityKnown, prodWith([model()]))).toEqual([]);
});
