import { keyPolicies } from "../../../src/checks/identity/key-policies";
import { newlyFound, within } from "../../support/findings";
import { type Case, ML } from "./edits";

const CHECK = [keyPolicies];

test.each<Case>([
  [
    "a key without access for its account",
    ML,
    ({ cluster }) => {
      within(cluster.resource.aws_kms_key.cluster, "policy", ({ Statement }) => {
        Statement.shift();
      });
    },
    "arn:aws:iam::222233334444:root has no kms:*, so nobody can change the key",
  ],
  [
    "a log group without access to the key",
    ML,
    ({ cluster }) => (cluster.resource.aws_cloudwatch_log_group.control_plane.name = "/other"),
    "CloudWatch Logs (logs.ap-southeast-2.amazonaws.com, kms:Encrypt, kms:Decrypt, kms:ReEncrypt*, kms:GenerateDataKey*, kms:Describe*) is not allowed for /other",
  ],
])("key-policies finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
