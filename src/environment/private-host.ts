import { contains } from "../base/cidr";
import { type RuleProblem } from "./load-request";
import { type ConfigPath } from "./problems";
import { type EnvironmentConfig } from "./schema";

/** Ranges of a server, at their key, to which the network has no route. */
export function unreachedRanges(
  { network: { vpcCidr, attachments } }: EnvironmentConfig,
  path: ConfigPath,
  cidrs: readonly string[],
): RuleProblem[] {
  const reached = [vpcCidr, ...attachments.flatMap((attachment) => attachment.cidrs)];
  return cidrs.flatMap((cidr, index) =>
    reached.some((each) => contains(each, cidr))
      ? []
      : [
          {
            path: [...path, index],
            got: `${cidr}, to which this network has no route`,
            expected: `a range within ${reached.join(", ")}`,
            fix: "correct the range, or add the network of the host to network.attachments",
          },
        ],
  );
}
