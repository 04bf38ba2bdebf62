import { hardLimits } from "../../../src/checks/names/hard-limits";
import { altered, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const withControlPlaneGroups = (groups: readonly string[]) =>
  altered("mlapp", ({ cluster }) => {
    cluster.resource.aws_eks_cluster.main.vpc_config.security_group_ids = groups;
  });

describe("hard-limits", () => {
  test("reports nothing in the reference environments", () => {
    expect(ENVIRONMENTS.flatMap((name) => foundBy(hardLimits, environmentPlan(planOf(name))))).toEqual([]);
  });

  test("allows 4 security groups on the control plane", () => {
    expect(foundBy(hardLimits, withControlPlaneGroups(["a", "b", "c", "d"]))).toEqual([]);
  });

  test("reports 5 security groups on the control plane", () => {
    expect(foundBy(hardLimits, withControlPlaneGroups(["a", "b", "c", "d", "e"]))).toContainEqual(
      expect.stringContaining("5 security groups per cluster exceed the fixed limit of 4"),
    );
  });
});
