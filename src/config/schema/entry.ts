import { z } from "zod";
import { certificateArn, cidr, dnsName, freeText, hostedZoneId, kubernetesName, webAclArn } from "./values";

/** How HTTPS is served; the rule that one of three must be chosen stands in `rules.ts`. */
const https = {
  host: dnsName().optional().describe("Host name that clients use. Needed for HTTPS."),
  certificateArn: certificateArn()
    .optional()
    .describe("An ACM certificate that exists, in the environment's region."),
  hostedZoneId: hostedZoneId()
    .optional()
    .describe("Route 53 zone of `host`: a certificate is made and validated there unless one is given."),
  httpOnly: z.boolean().default(false).describe("Serves plain HTTP. For a classroom demo only."),
  webAclArn: webAclArn().optional().describe("A regional WAFv2 web ACL that guards the load balancer."),
};

const scheme = z
  .enum(["internal", "internet-facing"])
  .default("internal")
  .describe("Whether the load balancer has private addresses only, or public ones.");

const clientCidrs = z
  .array(cidr())
  .optional()
  .describe(
    "Ranges that clients come from. Default: anywhere for an internet-facing load balancer, else the VPC.",
  );

export const entry = z
  .discriminatedUnion("type", [
    z
      .strictObject({
        type: z
          .literal("ingress")
          .default("ingress")
          .describe("The controller makes an ALB from an Ingress."),
        name: kubernetesName(63).default("models").describe("Name of the Ingress."),
        scheme,
        clientCidrs,
        ...https,
      })
      .describe("An ALB that the controller makes from one Ingress for all models (the default)."),
    z
      .strictObject({
        type: z.literal("terraform-alb").describe("Terraform makes an ALB; pods join its target group."),
        name: freeText(32).optional().describe("Name of the ALB. Default: `<namePrefix>-api-demo-alb`."),
        targetGroupName: freeText(32)
          .optional()
          .describe("Name of the target group. Default: `<namePrefix>-eks-api-tg`."),
        scheme,
        clientCidrs,
        ...https,
      })
      .describe("An ALB in Terraform that a variable turns on and off, for one model."),
    z
      .strictObject({
        type: z
          .literal("existing-alb")
          .describe("An ALB made outside Terraform; pods join its target group."),
        loadBalancerName: freeText(32).describe("Name of the ALB."),
        targetGroupName: freeText(32).describe("Name of the target group, of type `ip`."),
        scheme: scheme.describe(
          "Whether it has private addresses only, in the private subnets, or public ones. A plan stops where it is not so.",
        ),
        host: dnsName()
          .optional()
          .describe("Host name of its certificate. Default: the ALB's own name, over HTTP."),
      })
      .describe("An ALB that exists in an existing network, for one model."),
    z
      .strictObject({
        type: z.literal("nlb").describe("The controller makes an NLB for each model."),
        scheme,
        clientCidrs,
        port: z.int().min(1).max(65535).default(80).describe("TCP port that the NLB listens on."),
      })
      .describe("An NLB from a Service of type LoadBalancer, for each model."),
  ])
  .describe("The way in, from clients to the models.");
