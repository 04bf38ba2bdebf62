import { policyResources } from "../../../src/checks/identity/policy-resources";
import { type Editable } from "../../support/altered";
import { newlyFound } from "../../support/findings";
import { type Case, ML, permissions } from "./edits";

const CHECK = [policyResources];

test.each<Case>([
  [
    "a write to every resource",
    ML,
    permissions(([first]) => Object.assign(first as Editable, { Action: "s3:PutObject", Resource: "*" })),
    "it allows s3:PutObject on every resource",
  ],
  [
    "a read of every bucket",
    ML,
    permissions(([first]) => ((first as Editable)["Resource"] = "arn:aws:s3:::*")),
    "it allows s3:GetObject on every resource",
  ],
  [
    "a read of the objects of every bucket",
    ML,
    permissions(([first]) => ((first as Editable)["Resource"] = "arn:aws:s3:::*/*")),
    "it allows s3:GetObject on every resource",
  ],
])("policy-resources finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

test("the objects of one bucket are not every resource", () => {
  const edit = permissions(([first]) => ((first as Editable)["Resource"] = "arn:aws:s3:::reports/*"));
  expect(newlyFound(CHECK, ML, edit)).toEqual([]);
});
