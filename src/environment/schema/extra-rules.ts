import { isCidr, prefixLength } from "../../base/cidr";
import { z } from "../../base/zod";
import { expects } from "../expects";
import { cidr, kubernetesName, securityGroupId } from "../values";

export const SECURITY_GROUPS = ["alb", "nodes", "control-plane", "endpoints"] as const;

const prefixListId = () =>
  z
    .string()
    .regex(
      /^pl-[0-9a-f]{8,17}$/,
      expects("a prefix list id such as pl-0123456789abcdef0", "copy the id of the managed prefix list"),
    );

/** Wide ranges of owners are /8. A wider one is the internet, for which a load balancer or NAT is the way. */
const ownRange = () =>
  cidr().refine(
    (range) => !isCidr(range) || prefixLength(range) >= 8,
    expects("a range of /8 or narrower", "write the range of the network that needs the rule"),
  );

export const extraRulesSchema = z
  .array(
    z
      .strictObject({
        group: z.enum(SECURITY_GROUPS).describe("Security group that gets the rule."),
        direction: z
          .enum(["ingress", "egress"])
          .describe("`ingress` for connections that the group accepts, `egress` for those that it opens."),
        peer: z
          .union([z.enum(SECURITY_GROUPS), securityGroupId(), prefixListId(), ownRange()])
          .describe(
            "The other side: one of the groups, which gets the rule of the other end, the id of another security group or of a managed prefix list, or an IPv4 range.",
          ),
        port: z.int().min(1).max(65535).describe("TCP port."),
        reason: z
          .string()
          .max(255)
          // Amazon EC2 API reference, SecurityGroupRuleRequest, Description (read 2026-11-25)
          .regex(
            /^[A-Za-z0-9. _:/()#,@+=-]+$/,
            expects("letters, digits, spaces and . _ - : / ( ) # , @ + =", "reword it"),
          )
          .describe("Why the rule exists, which is the description of the rule in AWS."),
        models: z
          .array(kubernetesName(50))
          .default([])
          .describe(
            "Names of the models whose pods open the connection: their network policies admit it. Only for an egress of nodes to an IPv4 range. Default: none, so that only nodes and pods without a network policy do.",
          ),
      })
      .describe("A further rule of a security group."),
  )
  .default([])
  .describe(
    "Further rules of the security groups, each for one TCP port. Network ACLs admit them too. A range outside the VPC needs a route: an attachment, or NAT.",
  );

export type ExtraRule = z.output<typeof extraRulesSchema>[number];
