import { z } from "../../base/zod";
import { expects } from "../../environment/expects";
import { dnsName } from "../../environment/values";

const principal = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::\d{12}:(root|(role|user)\/[\w+=,.@/-]+)$/,
    expects("the ARN of an account, a role or a user, such as arn:aws:iam::444455556666:root", principalFix),
  );

function principalFix(given: string): string {
  if (given === "*")
    return "name the accounts of the consumers: with *, every account of AWS finds the service and asks for a connection";
  if (/^\d{12}$/.test(given)) return `write arn:aws:iam::${given}:root`;
  return given.includes("*")
    ? "name each account, role or user, without a wildcard"
    : "copy the ARN of the account, role or user that creates the endpoint";
}

const region = z
  .string()
  .regex(
    /^[a-z]{2}(-[a-z]+)+-\d$/,
    expects("an AWS region such as eu-west-1", "write the code, such as eu-central-1 for Frankfurt"),
  );

export const settings = z
  .strictObject({
    principals: z
      .array(principal)
      .min(1, expects("at least one principal", "write the accounts, roles or users of the consumers"))
      .describe(
        "ARNs of the accounts, roles and users that may create an endpoint for the models. An account is `arn:aws:iam::ACCOUNT:root`.",
      ),
    acceptance: z
      .boolean()
      .default(true)
      .describe(
        "Whether a person, or a program of the owner, accepts each connection before it works. With false, an endpoint of a principal is connected at once.",
      ),
    privateDnsName: dnsName()
      .optional()
      .describe(
        "Name by which consumers call the model in their own VPCs, for one model. Its domain must be verified once: the output `private_link_services` has the TXT record for its public zone. Default: the names of the consumer's endpoint.",
      ),
    regions: z
      .array(region)
      .default([])
      .describe(
        "Other regions whose VPCs can connect. Who applies needs `vpce:AllowMultiRegion`. Consumers of the own region always can.",
      ),
    consumerRanges: z
      .enum(["client-cidrs", "any"])
      .default("client-cidrs")
      .describe(
        "Which addresses consumers can have in their own networks: those in `entry.clientCidrs` (`client-cidrs`), which the security group of the NLB admits, or `any`, for which no rule of it is judged.",
      ),
  })
  .describe(
    "Endpoint services of AWS PrivateLink for the NLBs of the models, for consumers in VPCs without a route to this one. Requires `entry.type: nlb`. See docs/parts/private-link.md.",
  );

export type PrivateLink = z.output<typeof settings>;
