import { namespaceDefaultDeny } from "../../../src/checks/workload/namespace-default-deny";
import { newlyFound } from "../../support/findings";
import { type Case, ML, object } from "./edits";

const CHECK = [namespaceDefaultDeny];

test.each<Case>([
  [
    "a namespace that allows all egress",
    ML,
    object("policy", "models_default_deny", ({ spec }) => spec.policy_types.pop()),
    "no policy denies egress by default",
  ],
])("namespace-default-deny finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
