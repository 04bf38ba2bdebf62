import { providerGuards } from "../../../src/checks/terraform/provider-guards";
import { environmentPlan } from "../../support/altered";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, findingsOf } from "./edits";

const findings = findingsOf(providerGuards);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(providerGuards, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a provider that works in any account", () => {
  const edit: Edit = ({ cluster }) => delete cluster.provider.aws[0].allowed_account_ids;
  expect(findings(ML, edit)).toEqual([
    "provider.aws: AWS provider: allowed_account_ids is missing, expected one account; its account is missing, expected 222233334444 as in the other stacks",
  ]);
});

test("reports a provider of another region", () => {
  const edit: Edit = ({ cluster }) => (cluster.provider.aws[0].region = "eu-west-1");
  expect(findings(ML, edit)).toEqual([
    "provider.aws: AWS provider: its region is eu-west-1, expected ap-southeast-2",
  ]);
});

test("reports default tags without an owner", () => {
  const edit: Edit = ({ cluster }) => delete cluster.provider.aws[0].default_tags[0].tags.owner;
  expect(findings(ML, edit)).toEqual(["provider.aws: AWS provider: default_tags has no owner"]);
});
