import { z } from "../base/zod";
import { expects } from "../environment/expects";
import { cidr } from "../environment/values";
import { contains, holdNetwork } from "../base/cidr";
import OF_PODS from "../environment/addresses-of-pods.json";
import { type ConfigPath } from "../environment/problems";
import { type EnvironmentConfig } from "../environment/schema";
import { type RuleProblem } from "../environment/rule-problems";

/** A server in the VPC or in an attached network. The texts say which one, and which pods connect to it. */
export const privateHost = (server: string, clients: string) =>
  z.strictObject({
    cidrs: z
      .array(cidr())
      .min(1, expects("at least one range", `write the range of the ${server}, such as 10.64.8.0/28`))
      .describe(
        `Ranges with the addresses of the host, within the VPC or \`cidrs\` of an entry of \`network.attachments\`. ${clients} may connect to the port of the URL there.`,
      ),
    resolvedBy: z
      .enum(["private-zone", "resolver-rule", "public-dns"])
      .describe(
        "What resolves the name of the host in the VPC, outside of these stacks. No check can prove it, so that each report names it.",
      ),
  });

/** Port of a URL. */
export const portOf = (url: string): number => Number(new URL(url).port || "443");

/** Ranges of a server, at their key, to which the network has no route. */
export function unreachedRanges(
  { network: { vpcCidr, podCidr, attachments } }: EnvironmentConfig,
  path: ConfigPath,
  cidrs: readonly string[],
): RuleProblem[] {
  const reached = [vpcCidr, ...attachments.flatMap((attachment) => attachment.cidrs)];
  return cidrs.flatMap((cidr, index) => {
    const at = [...path, index];
    if (podCidr !== undefined && contains(podCidr, cidr)) return [{ path: at, ...OF_PODS.problem }];
    return holdNetwork(reached, cidr)
      ? []
      : [
          {
            path: at,
            got: `${cidr}, to which this network has no route`,
            expected: `a range within ${reached.join(", ")}`,
            fix: "correct the range, or add the network of the host to network.attachments",
          },
        ];
  });
}
