import { policiesReadable } from "../../../src/checks/identity/policies-readable";
import { type Editable } from "../../support/altered";
import { newlyFound } from "../../support/findings";
import { type Case, ML, permissions } from "./edits";

const CHECK = [policiesReadable];

test.each<Case>([
  [
    "a policy that Terraform composes",
    ML,
    ({ models }) => (models.resource.aws_iam_role_policy.ml_inference_api.policy = "${jsonencode({})}"),
    "the policy is not a JSON document of version 2012-10-17 with statements",
  ],
  [
    "a statement without an effect",
    ML,
    permissions(([first]) => delete first?.["Effect"]),
    "a statement has no effect or no action",
  ],
  [
    "a Sid that IAM rejects",
    ML,
    permissions(([first]) => ((first as Editable)["Sid"] = "Read-Files")),
    "Sid Read-Files is not alphanumeric, or is used twice",
  ],
])("policies-readable finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
