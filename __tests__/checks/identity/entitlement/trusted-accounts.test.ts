import { dataReach } from "../../../../src/checks/identity/data-reach";
import { altered } from "../../../support/altered";
import { type Edit, foundBy } from "../../../support/findings";
import { recorded } from "../../locality/edits";
import { can, ENVIRONMENT, MODELS, onArtifactsKey, onModels, to } from "./rights";

const TRUSTED = "777788889999";
const ROLE = `arn:aws:iam::${TRUSTED}:role/reporting`;

/** Findings of an environment whose file trusts an account. */
const found = (edit: Edit): string[] => {
  const context = recorded([{ kind: "account", value: TRUSTED }], {}, ENVIRONMENT);
  const known = foundBy(
    dataReach,
    altered(ENVIRONMENT, () => undefined),
    context,
  );
  return foundBy(dataReach, altered(ENVIRONMENT, edit), context).filter((each) => !known.includes(each));
};

test.each([
  ["reads files of models", onModels({ ...to(ROLE), ...can("s3:GetObject", `${MODELS}/*`) })],
  ["writes files of models", onModels({ ...to(ROLE), ...can("s3:PutObject", `${MODELS}/reports/*`) })],
  [
    "decrypts with a key",
    onArtifactsKey({ ...to(ROLE), ...can(["kms:Decrypt", "kms:GenerateDataKey"], "*") }),
  ],
])("a role of a trusted account %s", (_, edit) => {
  expect(found(edit)).toEqual([]);
});

test.each([
  ["replaces the policy of a bucket", onModels({ ...to(ROLE), ...can("s3:PutBucketPolicy", MODELS) })],
  ["has every right on a bucket", onModels({ ...to(ROLE), ...can("s3:*", [MODELS, `${MODELS}/*`]) })],
  [
    "schedules the deletion of a key",
    onArtifactsKey({ ...to(ROLE), ...can("kms:ScheduleKeyDeletion", "*") }),
  ],
])("a role of a trusted account that %s is found", (_, edit) => {
  expect(found(edit)).toEqual([
    expect.stringMatching(/777788889999.*which manages the object, and does not only use it/),
  ]);
});
