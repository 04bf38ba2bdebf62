import { type Score, scoreOf } from "../../../src/tools/mutate/score";
import { entryDns } from "../../../src/proof/checks/entry/entry-dns";
import { modelPermissions } from "../../../src/proof/checks/identity/model-permissions";
import { withKeys } from "../../support/customer-keys";
import { TODAY } from "../../support/findings";
import { type Plan } from "../../support/plan";
import { RECORDED } from "../../support/recorded-entries";

/** The number of some changes of blocks of some types, and the unnoticed ones among them. */
function scored(plan: Plan, types: RegExp, change: RegExp): Score {
  return scoreOf({
    environment: plan.environment,
    stacks: plan.output,
    others: [],
    checks: [entryDns, modelPermissions],
    record: { waivers: [], settings: [] },
    today: TODAY,
    isTried: (mutant) => types.test(mutant.address) && change.test(mutant.change),
  });
}

test.each(RECORDED)("every change of the target of the record of %s is noticed", (_, plan) => {
  const { mutants, survivors } = scored(
    plan(),
    /^(aws_route53_record\.alias_\w+|data\.aws_lb_hosted_zone_id\.\w+)$/,
    /alias|load_balancer_type/,
  );
  expect(mutants).toBeGreaterThanOrEqual(3);
  expect(survivors.map(({ address, change }) => `${address} ${change}`)).toEqual([]);
});

test("every change of a permission to decrypt is noticed", () => {
  const { mutants, survivors } = scored(withKeys(), /^aws_iam_role_policy\.ml_inference_api$/, /Decrypt/);
  expect(mutants).toBeGreaterThanOrEqual(12);
  expect(survivors.map(({ change }) => change)).toEqual([]);
});
