import { serviceTrustPolicy } from "../../src/facts/iam";

test("the trust policy of a service with a source account has a condition on that account", () => {
  expect(JSON.parse(serviceTrustPolicy("vpc-flow-logs.amazonaws.com", "111122223333"))).toMatchObject({
    Statement: [{ Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } } }],
  });
});
