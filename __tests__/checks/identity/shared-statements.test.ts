import { policyPrincipals } from "../../../src/checks/identity/policy-principals";
import { newlyFound, within } from "../../support/findings";
import { ML } from "./edits";

test.each([
  ["AWS", "arn:aws:iam::222233334444:role/another"],
  ["Service", "lambda.amazonaws.com"],
])("policy-principals finds another %s principal in a key's statement for a service", (kind, value) => {
  const found = newlyFound([policyPrincipals], ML, ({ network }) => {
    within(network.resource.aws_kms_key.flow_logs_key, "policy", ({ Statement }) => {
      for (const { Principal: principal } of Statement) {
        if (principal.Service !== undefined) principal[kind] = [principal[kind] ?? [], value].flat();
      }
    });
  });
  expect(found).toContainEqual(expect.stringContaining(`also allows ${value}`));
});
