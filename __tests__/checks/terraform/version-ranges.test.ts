import { versionRanges } from "../../../src/checks/terraform/version-ranges";
import { environmentPlan } from "../../support/altered";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, findingsOf } from "./edits";

const findings = findingsOf(versionRanges);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(versionRanges, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a provider version without an upper bound", () => {
  const edit: Edit = ({ models }) => (models.terraform.required_providers.aws.version = ">= 5.0");
  expect(findings(ML, edit)).toEqual([
    "terraform: versions: provider aws has the range >= 5.0, expected a range with a lower and an upper bound",
  ]);
});

test("reports a Terraform version without S3 state locks", () => {
  const edit: Edit = ({ models }) => (models.terraform.required_version = ">= 1.5");
  expect(findings(ML, edit)).toEqual([
    "terraform: versions: required_version is >= 1.5, expected 1.11.0 or newer",
  ]);
});
