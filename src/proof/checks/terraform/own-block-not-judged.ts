import { LAYERS } from "../../../shared/terraform/layers";
import { type Check } from "../check";

export const ownBlockNotJudged: Check = {
  id: "own-block-not-judged",
  severity: "warning",
  title: "blocks of own Terraform files are judged only by the checks that know their type",
  why: "a check reads literal values of the types that it knows; what else a block opens, permits or costs is in no report",
  fix: "review the block, and then waive this finding; docs/guide/own-terraform.md says what is judged",
  source: "decisions/0089-own-terraform-files.md",
  run: (plan) =>
    LAYERS.flatMap((layer) =>
      (plan.stack(layer)?.own ?? []).map(({ address, digest, notEvaluated }) => ({
        layer,
        address,
        // With the digest, a waiver does not accept an edited block.
        message: `not judged as a whole: block ${digest} of an own file${unread(notEvaluated)}`,
      })),
    ),
};

const unread = (names: readonly string[]): string =>
  names.length === 0 ? "" : `, of which only Terraform evaluates ${names.join(", ")}`;
