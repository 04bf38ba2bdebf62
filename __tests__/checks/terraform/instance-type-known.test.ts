import { isInstanceType, similarInstanceType } from "../../../src/facts/instance-names";
import { instanceTypesKnown } from "../../../src/facts/instance-capacity";
import { NOTHING_STATED } from "../../../src/infrastructure/stated";
import { instanceTypeKnown } from "../../../src/checks/terraform/instance-type-known";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

test.each(ENVIRONMENTS)("instance-type-known knows the types of %s", (environment) => {
  expect(foundBy(instanceTypeKnown, environmentPlan(planOf(environment)))).toEqual([]);
});

test("instance-type-known reports a misspelled type of each node group, with the type that is meant", () => {
  const nodeGroups = { general: { instanceTypes: ["m6i.lagre"] } };
  const plan = environmentPlan(planWith("ml-inference-prod", { cluster: { nodeGroups } }));
  const found = instanceTypeKnown.run(plan, {
    today: "2026-11-20",
    others: [],
    statedOf: () => NOTHING_STATED,
  });
  expect(found.map(({ address }) => address)).toEqual([
    "aws_eks_node_group.general_a",
    "aws_eks_node_group.general_b",
  ]);
  expect(new Set(found.map(({ fix }) => fix))).toEqual(new Set(["did you mean m6i.large?"]));
});

test("every type whose size is known is a type of EC2", () => {
  expect(instanceTypesKnown().filter((type) => !isInstanceType(type))).toEqual([]);
});

test.each([
  ["t3.meduim", "t3.medium"],
  ["g5.xlage", "g5.xlarge"],
  ["m6i.20xlarge", "m6i.2xlarge"],
  ["c7q.large", "c7i.large"],
])("%s is no type, and %s is near to it", (type, near) => {
  expect(isInstanceType(type)).toBe(false);
  expect(similarInstanceType(type)).toBe(near);
});
