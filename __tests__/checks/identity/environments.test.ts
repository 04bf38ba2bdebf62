import { IDENTITY_CHECKS } from "../../../src/checks/generated/identity";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { found } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML } from "./edits";

test.each(ENVIRONMENTS)("%s: all identities pass all checks", (environment) => {
  expect(found(IDENTITY_CHECKS, environmentPlan(planOf(environment)))).toEqual([]);
});

test.each<readonly [string, string, object]>([
  ["Fargate and observability", "mlapp", { cluster: { observability: true } }],
  ["an existing model bucket", ML, { modelBucket: { existingName: "shared-models" } }],
  [
    "a GovCloud region",
    ML,
    { region: "us-gov-west-1", cluster: { admins: ["arn:aws-us-gov:iam::222233334444:role/a"] } },
  ],
  [
    "several models with secrets and prefixes",
    ML,
    {
      models: [
        { name: "a", image: { tag: "1" }, secrets: ["a/key", "shared"] },
        { name: "b", image: { tag: "1" }, bucketPrefix: "models/b/", kubernetesApi: true },
      ],
    },
  ],
])("an environment with %s passes all checks", (_, environment, change) => {
  expect(found(IDENTITY_CHECKS, environmentPlan(planWith(environment, change)))).toEqual([]);
});
