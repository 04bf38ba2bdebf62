import { z } from "../../../src/base/zod";
import { component } from "../../../src/platform/contract";

const settings = z.strictObject({ nodeClasses: z.array(z.string()).default([]) });

/** Queue, rules of EventBridge, node role and its access entry are in `install.ts` of layer cluster; node pools in that of platform. */
export const karpenter = component<z.output<typeof settings>>({
  id: "karpenter",
  title: "Karpenter",
  settings,
  provides: ["node-autoscaler"],
  identities: ({ names }) => [
    {
      name: "karpenter",
      id: "Role",
      description: "Starts and ends nodes",
      trust: { namespace: "kube-system", serviceAccount: "karpenter" },
      statements: [
        { Effect: "Allow", Action: ["ec2:RunInstances", "ec2:CreateFleet"], Resource: "*" },
        {
          Effect: "Allow",
          Action: "eks:DescribeCluster",
          Resource: `arn:aws:eks:*:*:cluster/${names.cluster}`,
        },
      ],
    },
  ],
  charts: [
    {
      name: "karpenter-crd",
      id: "crds",
      repository: "oci://public.ecr.aws/karpenter",
      version: "1.14.1",
      images: {},
      namespace: "kube-system",
      values: () => ({}),
    },
    {
      name: "karpenter",
      id: "Release",
      repository: "oci://public.ecr.aws/karpenter",
      version: "1.14.1",
      images: { controller: { repository: "public.ecr.aws/karpenter/controller", tag: "1.14.1" } },
      namespace: "kube-system",
      identity: "karpenter",
      values: ({ clusterName, roleArn, image, output }) => ({
        settings: { clusterName, interruptionQueue: output("karpenter_queue_name") },
        serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": roleArn("karpenter") } },
        controller: { image: image("controller") },
      }),
    },
  ],
  needs: () => ({
    services: [
      { service: "ec2", why: "starts and ends instances" },
      { service: "sqs", why: "receives interruptions" },
      { service: "sts", why: "exchanges its service account for a role" },
    ],
  }),
  contributes: ({ names }) => ({
    privateSubnetTags: { "karpenter.sh/discovery": names.cluster },
    nodeSecurityGroupTags: { "karpenter.sh/discovery": names.cluster },
  }),
});
