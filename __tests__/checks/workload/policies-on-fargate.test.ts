import { policiesOnFargate } from "../../../src/checks/workload/policies-on-fargate";
import { newlyFound } from "../../support/findings";
import { type Case, ML } from "./edits";

const CHECK = [policiesOnFargate];

test.each<Case>([
  [
    "policies for pods on Fargate",
    ML,
    ({ cluster }) =>
      (cluster.resource.aws_eks_fargate_profile = { a: { selector: [{ namespace: "ml-inference" }] } }),
    "its pods run on Fargate, which does not enforce its 3 network policies",
  ],
])("policies-on-fargate finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
