import { z } from "../../base/zod";
import { cidr, securityGroupId } from "../values";

export const apiAccess = z
  .strictObject({
    cidrs: z
      .array(cidr())
      .default([])
      .describe("IPv4 ranges that can reach the private API endpoint, such as the range of a VPN."),
    securityGroupIds: z
      .array(securityGroupId())
      .default([])
      .describe("Security groups that can reach the private API endpoint, such as that of a CI runner."),
    publicCidrs: z
      .array(cidr())
      .default([])
      .describe(
        "IPv4 ranges that can reach the public API endpoint. An empty list disables the public endpoint.",
      ),
  })
  .prefault({})
  .describe("Access to the Kubernetes API from outside the nodes.");
