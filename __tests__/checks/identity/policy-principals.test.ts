import { policyPrincipals } from "../../../src/checks/identity/policy-principals";
import { newlyFound, within } from "../../support/findings";
import { type Case, ML } from "./edits";

const CHECK = [policyPrincipals];

test.each<Case>([
  [
    "a bucket that allows everyone",
    ML,
    ({ cluster }) => {
      within(cluster.resource.aws_s3_bucket_policy.models, "policy", ({ Statement }) => {
        Statement.push({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" });
      });
    },
    "it allows everyone",
  ],
  [
    "a key that allows another account",
    ML,
    ({ cluster }) => {
      within(cluster.resource.aws_kms_key.cluster, "policy", ({ Statement }) => {
        Statement.push({
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::999999999999:root" },
          Action: "kms:Decrypt",
          Resource: "*",
        });
      });
    },
    "it allows account 999999999999",
  ],
  [
    "CloudWatch Logs of any account",
    ML,
    ({ cluster }) => {
      within(cluster.resource.aws_kms_key.cluster, "policy", ({ Statement }) => {
        delete Statement[1].Condition;
      });
    },
    "it allows logs.ap-southeast-2.amazonaws.com for any account",
  ],
])("policy-principals finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
