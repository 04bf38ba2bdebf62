import { DataAwsPrefixList } from "@cdktf/provider-aws/lib/data-aws-prefix-list";
import type { Construct } from "constructs";
import { awsCommand } from "./network/existing/aws-command";
import { withCommand } from "./network/existing/check";

/**
 * Ranges of S3 in a region, for rules of network policies. A plan fails if there are none: a rule without a destination
 * allows all of them.
 */
export function s3Ranges(scope: Construct, region: string): string[] {
  const name = `com.amazonaws.${region}.s3`;
  const show = awsCommand(region, "ec2 describe-prefix-lists", {
    filters: `Name=prefix-list-name,Values=${name}`,
  });
  const problem = `the prefix list ${name} has no ranges, so a network policy would allow HTTPS to every address; to see the list`;
  const postcondition = [
    { condition: "${length(self.cidr_blocks) > 0}", errorMessage: withCommand(problem, show) },
  ];
  return new DataAwsPrefixList(scope, "s3", { name, lifecycle: { postcondition } }).cidrBlocks;
}
