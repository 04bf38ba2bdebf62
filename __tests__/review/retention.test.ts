import {
  compareExpiries,
  expiriesOfBucket,
  expiriesOfRepository,
} from "../../src/review/topics/retention/retention";
import { type JsonObject } from "../../src/terraform/stack-json";

const bucket = (...rule: JsonObject[]): JsonObject => ({ rule });
const losses = (before: JsonObject, after: JsonObject): string[] =>
  compareExpiries(expiriesOfBucket(before), expiriesOfBucket(after))
    .filter(({ isLoss }) => isLoss)
    .map(({ what }) => what);

const OLD_VERSIONS = {
  id: "old",
  status: "Enabled",
  noncurrent_version_expiration: [{ noncurrent_days: 90 }],
};

describe("rules of a bucket", () => {
  test.each<[what: string, before: JsonObject, after: JsonObject, lost: string[]]>([
    [
      "a new rule loses objects",
      bucket(),
      bucket({ expiration: [{ days: 30 }] }),
      ["days for which objects are kept"],
    ],
    [
      "a date that is over deletes at once",
      bucket({ expiration: [{ days: 30 }] }),
      bucket({ expiration: [{ date: "2026-01-01T00:00:00Z" }] }),
      ["days for which objects are kept"],
    ],
    [
      "a rule that is turned on",
      bucket({ ...OLD_VERSIONS, status: "Disabled" }),
      bucket(OLD_VERSIONS),
      ["days for which old versions of objects are kept"],
    ],
    [
      "a rule that is turned off loses nothing",
      bucket(OLD_VERSIONS),
      bucket({ ...OLD_VERSIONS, status: "Disabled" }),
      [],
    ],
    [
      "another name of a rule loses nothing",
      bucket(OLD_VERSIONS),
      bucket({ ...OLD_VERSIONS, id: "versions" }),
      [],
    ],
    [
      "a rule for less is another rule",
      bucket({ filter: [{ prefix: "logs/" }], expiration: [{ days: 30 }] }),
      bucket({ filter: [{ prefix: "models/" }], expiration: [{ days: 30 }] }),
      ["days for which objects below models/ are kept"],
    ],
    [
      "parts of uploads that were not completed are no data",
      bucket({ abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] }),
      bucket({ abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }] }),
      [],
    ],
    [
      "a number that only the apply knows can be any",
      bucket({ expiration: [{ days: 30 }] }),
      bucket({ expiration: [{ days: "${var.days}" }] }),
      ["days for which objects are kept"],
    ],
  ])("%s", (_, before, after, lost) => {
    expect(losses(before, after)).toEqual(lost);
  });
});

test("policies of repositories are compared by what they select", () => {
  const policy = (...rules: JsonObject[]): JsonObject => ({
    policy: JSON.stringify({ rules: rules.map((selection) => ({ selection })) }),
  });
  const any = (countNumber: number) => ({ tagStatus: "any", countType: "imageCountMoreThan", countNumber });
  const untagged = {
    tagStatus: "untagged",
    countType: "sinceImagePushed",
    countUnit: "days",
    countNumber: 14,
  };
  const compared = compareExpiries(
    expiriesOfRepository(policy(any(50))),
    expiriesOfRepository(policy(any(100), untagged)),
  );
  expect(compared).toEqual([
    { what: "number of images that are kept", before: 50, after: 100, isLoss: false },
    { what: "days for which images without a tag are kept", after: 14, isLoss: true },
  ]);
});
