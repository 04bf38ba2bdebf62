import { z } from "../../base/zod";
import { expects } from "../../environment/expects";
import { cidr, kubernetesName, securityGroupId } from "../../environment/values";
import { NAMED_SERVICES } from "./names";

export const settings = z
  .strictObject({
    attachment: kubernetesName(24).describe(
      "Name of the entry of `network.attachments` that leads to the training VPC, in the region of the environment.",
    ),
    securityGroupIds: z
      .array(securityGroupId())
      .default([])
      .describe(
        "Security groups of the training VPC that may connect to the interface endpoints on TCP 443. Only across a peering connection, which must be accepted first.",
      ),
    cidrs: z
      .array(cidr())
      .default([])
      .describe(
        "Ranges of the training VPC that may connect to the interface endpoints on TCP 443, within `cidrs` of the attachment.",
      ),
    services: z
      .array(z.enum(NAMED_SERVICES))
      .min(1, expects("at least one service", "list the AWS services that the jobs call"))
      .describe(
        "AWS services that the jobs call through endpoints of this VPC, which get an endpoint if they have none. S3 is not one of them: the training VPC needs an S3 gateway endpoint of its own.",
      ),
    dns: z
      .enum(["resolver", "zones"])
      .describe(
        "How names of these services resolve in the training VPC. `zones`: private hosted zones for it, only across a peering connection within the account. `resolver`: a Route 53 Resolver inbound endpoint, to which a forwarding rule of the training VPC sends queries.",
      ),
  })
  .describe(
    "A VPC for SageMaker training jobs, or other workloads, which uses the interface endpoints of this VPC. The output `training_vpc` has the commands for its owner. See docs/parts/training-vpc.md.",
  );

export type TrainingVpc = z.output<typeof settings>;
