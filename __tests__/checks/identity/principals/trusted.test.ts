import { policyPrincipals } from "../../../../src/checks/identity/policy-principals";
import { foundBy } from "../../../support/findings";
import { environmentWithOwnFile } from "../../../support/own-stacks";
import { recorded } from "../../locality/edits";
import {
  ACCOUNT,
  ENVIRONMENT,
  FOREIGN,
  FOREIGN_ROLE,
  bucket,
  key,
  resource,
  role,
  texts,
} from "./own-blocks";

const TRUSTED = [{ kind: "account", value: FOREIGN }];

/** Findings of blocks of an own file, with entries of `trusted`. */
const found = (text: string, trusted: Parameters<typeof recorded>[0] = TRUSTED): string[] =>
  foundBy(
    policyPrincipals,
    environmentWithOwnFile(ENVIRONMENT, "cluster", text),
    recorded(trusted, {}, ENVIRONMENT),
  );

const FOREIGN_ROOT = `arn:aws:iam::${FOREIGN}:root`;
const OTHER = "111122223333";

const SHARED = [
  ["a bucket for a role of the account", bucket({ Principal: { AWS: FOREIGN_ROLE } })],
  ["a bucket for the account", bucket({ Principal: { AWS: FOREIGN_ROOT } })],
  ["a bucket for the account by its id", bucket({ Principal: { AWS: FOREIGN } })],
  ["a key for a role of the account", key({ Principal: { AWS: FOREIGN_ROLE } })],
  [
    "a bucket for the account by a condition",
    bucket({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalAccount": FOREIGN } } }),
  ],
  [
    "a bucket for a role of the account by a condition",
    bucket({ Principal: "*", Condition: { ArnEquals: { "aws:PrincipalArn": FOREIGN_ROLE } } }),
  ],
  [
    "a snapshot for the account",
    resource(
      "aws_snapshot_create_volume_permission",
      texts({ snapshot_id: "snap-0a1b2c3d4e5f60718", account_id: FOREIGN }),
    ),
  ],
] as const;

test.each(SHARED)("an entry of trusted accepts %s", (_, text) => {
  expect(found(text)).toEqual([]);
});

test.each(SHARED)("without its entry, the account is a stranger for %s", (_, text) => {
  expect(found(text, [])).toEqual([expect.stringContaining(FOREIGN)]);
  expect(found(text, [{ kind: "account", value: OTHER }])).toEqual([expect.stringContaining(FOREIGN)]);
  expect(found(text, [{ kind: "domain", value: FOREIGN }])).toEqual([expect.stringContaining(FOREIGN)]);
});

test.each([
  ["the trust of a role", role({ Principal: { AWS: FOREIGN_ROLE } }), FOREIGN],
  [
    "every identity by a pattern",
    bucket({
      Principal: "*",
      Condition: { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${FOREIGN}:role/*` } },
    }),
    `every identity that matches arn:aws:iam::${FOREIGN}:role/*`,
  ],
  ["everyone", bucket({ Principal: "*" }), "everyone"],
  [
    "the organization of the account",
    bucket({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdef1234" } } }),
    "everyone of organization o-abcdef1234",
  ],
  [
    "a service for the account",
    bucket({
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": FOREIGN } },
    }),
    `cloudtrail.amazonaws.com for account ${FOREIGN}`,
  ],
  [
    "another account beside it",
    bucket({ Principal: { AWS: [FOREIGN_ROLE, `arn:aws:iam::${OTHER}:root`] } }),
    OTHER,
  ],
])("an entry of trusted does not accept %s", (_, text, words) => {
  expect(found(text).join("\n")).toContain(words);
});

test("the account of the environment stays what it is", () => {
  expect(found(bucket({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/another-team` } }))).toHaveLength(1);
});
