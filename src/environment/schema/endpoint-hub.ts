import { z } from "../../base/zod";
import { expects } from "../expects";
import { cidr } from "../values";

/** Interface endpoints of another VPC. */
export const endpointHub = z
  .strictObject({
    cidrs: z
      .array(cidr())
      .min(1, expects("at least one range", "list the ranges of the hub's subnets with endpoints"))
      .describe(
        "IPv4 ranges of its endpoints, each in `cidrs` of an attachment. Nodes reach them on TCP 443.",
      ),
    profileId: z
      .string()
      .regex(
        /^rp-[0-9a-z]{8,60}$/,
        expects("a profile id such as rp-0123456789abcdef", "copy the id from Route 53"),
      )
      .optional()
      .describe(
        "Id of the Route 53 Profile with the private zones of the endpoints, which Terraform associates with the VPC. Default: none; the owner of the hub associates the zones, or the VPC has the profile already.",
      ),
  })
  .describe(
    "Interface endpoints of a hub VPC, reached by an attachment, in place of those of the VPC. Gateway endpoints remain, since no other VPC reaches them. Default: none.",
  );
