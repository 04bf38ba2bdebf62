import { trustedNames } from "../../../src/checks/locality/trusted-names";
import { policyOn, recorded, withBlock, type Trusted } from "./edits";

const OTHER = "999988887777";
const PLAN = withBlock(...policyOn(`arn:aws:sqs:eu-central-1:${OTHER}:q`));
const ENTRY = { kind: "account", value: OTHER };

const problemsOf = (...entries: readonly Trusted[]) => trustedNames.run(PLAN, recorded(entries));

test("an entry that is used has no finding", () => {
  expect(problemsOf(ENTRY)).toEqual([]);
});

test.each([
  [
    "of a value that no block names",
    { kind: "account", value: "999988887776" },
    /trusts nothing: no block names account 999988887776; did you mean 999988887777\?/,
  ],
  [
    "of the account itself",
    { kind: "account", value: "444455556666" },
    /trusts nothing: it is the account of the environment/,
  ],
  [
    "of the region itself",
    { kind: "region", value: "eu-central-1" },
    /trusts nothing: it is the region of the environment/,
  ],
  ["of another kind", { kind: "registry", value: OTHER }, /trusts nothing: no block names registry/],
] as const)("fails with an entry %s", (_, entry, message) => {
  expect(problemsOf(ENTRY, entry)).toMatchObject([
    { message: expect.stringMatching(message) as string, cause: ["trusted", 1, "value"] },
  ]);
});

test("fails with a second entry of a value", () => {
  expect(problemsOf(ENTRY, ENTRY)).toMatchObject([
    { message: expect.stringContaining("an earlier entry") as string, cause: ["trusted", 1, "value"] },
  ]);
});
