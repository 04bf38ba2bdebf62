import { policiesEnforced } from "../../../src/checks/workload/policies-enforced";
import { newlyFound } from "../../support/findings";
import { type Case, ML } from "./edits";

const CHECK = [policiesEnforced];

test.each<Case>([
  [
    "policies that nothing enforces",
    ML,
    ({ cluster }) => delete cluster.resource.aws_eks_addon.vpc_cni.configuration_values,
    "its configuration does not enable enforcement",
  ],
])("policies-enforced finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
