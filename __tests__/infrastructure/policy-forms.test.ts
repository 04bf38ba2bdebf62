import { statementsOf } from "../../src/infrastructure/identity-policies";
import { s3EndpointPolicyWide } from "../../src/checks/network/s3-endpoint-policy-wide";
import { bucketPolicies } from "../../src/checks/identity/bucket-policies";
import { type Editable } from "../support/altered";
import { newlyFound } from "../support/findings";
import { edited } from "../checks/terraform/edits";

const statementWith = (elements: object) =>
  statementsOf(JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", ...elements } }))?.[0];

test("an action has the letters of its documentation, since IAM ignores their case", () => {
  const { actions, notActions } =
    statementWith({ Action: ["S3:getobject", "sts:assumerole", "s3:get*"], NotAction: "KMS:decrypt" }) ?? {};
  expect(actions).toEqual(["s3:GetObject", "sts:AssumeRole", "s3:get*"]);
  expect(notActions).toEqual(["kms:Decrypt"]);
});

test("a value that is twice in a list is one", () => {
  const { actions, resources } =
    statementWith({ Action: ["s3:GetObject", "s3:getObject"], Resource: ["a", "a"] }) ?? {};
  expect({ actions, resources }).toEqual({ actions: ["s3:GetObject"], resources: ["a"] });
});

test("a boolean and a number of a condition are its texts", () => {
  const conditions = { Bool: { "aws:SecureTransport": false }, NumericEquals: { "s3:max-keys": [10, "20"] } };
  expect(
    statementWith({ Action: "*", Condition: conditions })?.conditions.map(({ values }) => values),
  ).toEqual([["false"], ["10", "20"]]);
});

/** The policy of a bucket, of which one statement is changed. */
const bucketWith = (change: (statement: Editable) => void): string[] =>
  newlyFound(
    [bucketPolicies],
    "ml-inference-prod",
    edited("cluster", "aws_s3_bucket_policy.models", (each) => {
      const policy = JSON.parse(String(each["policy"])) as { Statement: Editable[] };
      policy.Statement.forEach(change);
      each["policy"] = JSON.stringify(policy);
    }),
  );

test("a bucket denies plain HTTP with a boolean, too", () => {
  const set = (value: unknown) => (statement: Editable) => {
    const bool = statement["Condition"]?.Bool as Record<string, unknown> | undefined;
    if (bool) bool["aws:SecureTransport"] = value;
  };
  expect(bucketWith(set(false))).toEqual([]);
  expect(bucketWith(set(true)).join()).toContain("it does not deny plain HTTP");
});

test("an endpoint policy that allows everything is the default one in each form", () => {
  const found = (statement: object): string[] =>
    newlyFound(
      [s3EndpointPolicyWide],
      "retail-forecast-option-b",
      edited("network", "aws_vpc_endpoint.s3", (each) => {
        each["policy"] = JSON.stringify({ Version: "2012-10-17", Statement: statement });
      }),
    );
  const all = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
  const plain = found([all]);
  for (const other of [
    all,
    [{ ...all, Action: ["*"], Resource: ["*"] }],
    [{ ...all, Principal: { AWS: ["*"] } }],
  ])
    expect(found(other)).toEqual(plain);
  expect(found([{ ...all, Action: "s3:*" }])).not.toEqual(plain);
});
