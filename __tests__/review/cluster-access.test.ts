import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";
import { between, linesIn, reviewOf } from "./pairs";

const ML = "ml-inference-prod";
const DEVELOPERS = "arn:aws:iam::222233334444:role/developers";

const lines = (access: object[]): string[] =>
  linesIn(reviewOf(between(planOf(ML), planWith(ML, { cluster: { access } }))), "Permissions");

test("a policy in a namespace is a permission that the role gains", () => {
  expect(lines([{ role: DEVELOPERS, policy: "edit", namespaces: ["models"] }])).toEqual([
    `attention: ${DEVELOPERS} gains AmazonEKSEditPolicy in the namespace models of the cluster`,
  ]);
});

test("a Kubernetes group is a permission that the role gains", () => {
  expect(lines([{ role: DEVELOPERS, groups: ["support"] }])).toEqual([
    `attention: ${DEVELOPERS} gains the rights of the Kubernetes group support in the cluster`,
  ]);
});
