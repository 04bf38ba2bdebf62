import { policyActions } from "../../../src/checks/identity/policy-actions";
import { type Editable } from "../../support/altered";
import { newlyFound } from "../../support/findings";
import { type Case, ML, permissions } from "./edits";

const CHECK = [policyActions];

test.each<Case>([
  [
    "a statement for every action",
    ML,
    permissions(([first]) => ((first as Editable)["Action"] = "*")),
    "it allows *",
  ],
  [
    "a statement for every action of a service",
    ML,
    permissions(([first]) => ((first as Editable)["Action"] = "s3:*")),
    "it allows s3:*",
  ],
])("policy-actions finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
