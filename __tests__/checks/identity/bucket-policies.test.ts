import { bucketPolicies } from "../../../src/checks/identity/bucket-policies";
import { newlyFound } from "../../support/findings";
import { type Case, ML } from "./edits";

const CHECK = [bucketPolicies];

test.each<Case>([
  [
    "a bucket that accepts plain HTTP",
    ML,
    ({ state }) => delete state.resource.aws_s3_bucket_policy,
    "it has no policy, so it accepts plain HTTP",
  ],
])("bucket-policies finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
