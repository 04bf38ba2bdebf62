import { type Scored, scoreOf } from "../../../dev/mutate/score";
import { changesOf } from "../../../dev/mutate/changes";
import { entryDns } from "../../../src/checks/entry/entry-dns";
import { modelPermissions } from "../../../src/checks/identity/model-permissions";
import { withKeys } from "../../support/customer-keys";
import { TODAY } from "../../support/findings";
import { type Plan } from "../../support/plan";
import { RECORDED } from "../../support/recorded-entries";

/** Removals, edits and added rights of blocks of some types, with what names them. */
function scored({ environment, output }: Plan, types: RegExp, change: RegExp): Scored[] {
  return scoreOf({
    environment,
    stacks: output,
    others: [],
    checks: [entryDns, modelPermissions],
    record: { waivers: [], settings: [] },
    today: TODAY,
    changes: changesOf(environment, output).filter(
      (each) => /^(removal|right)/.test(each.kind) && types.test(each.address) && change.test(each.change),
    ),
  });
}

const silent = (all: readonly Scored[]): string[] =>
  all.filter(({ off }) => off.outcome !== "named").map(({ address, change }) => `${address} ${change}`);

test.each(RECORDED)("every change of the target of the record of %s is named", (_, plan) => {
  const all = scored(
    plan(),
    /^(aws_route53_record\.alias_\w+|data\.aws_lb_hosted_zone_id\.\w+)$/,
    /alias|load_balancer_type/,
  );
  expect(all.length).toBeGreaterThanOrEqual(3);
  expect(silent(all)).toEqual([]);
});

test("every change of a permission to decrypt is named", () => {
  const all = scored(withKeys(), /^aws_iam_role_policy\.ml_inference_api$/, /Decrypt/);
  expect(all.length).toBeGreaterThanOrEqual(12);
  expect(silent(all)).toEqual([]);
});
