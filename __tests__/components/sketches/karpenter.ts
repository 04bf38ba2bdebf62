import { z } from "zod";
import { component } from "../../../src/components/contract";

const settings = z.strictObject({ nodeClasses: z.array(z.string()).default([]) });

/** Queue, rules of EventBridge and node role are in `install.ts` of layer cluster; node pools in that of platform. */
export const karpenter = component<z.output<typeof settings>>({
  id: "karpenter",
  title: "Karpenter",
  settings,
  isEnabled: () => true,
  provides: ["node-autoscaler"],
  requires: ["nodes", "pod-network", "dns"],
  identities: ({ names }) => [
    {
      name: "karpenter",
      layer: "cluster",
      trust: { kind: "service-account", namespace: "kube-system", name: "karpenter", madeBy: "release" },
      permissions: [
        { Effect: "Allow", Action: ["ec2:RunInstances", "ec2:CreateFleet"], Resource: "*" },
        {
          Effect: "Allow",
          Action: "eks:DescribeCluster",
          Resource: `arn:aws:eks:*:*:cluster/${names.cluster}`,
        },
      ],
    },
    {
      name: "karpenter-node",
      layer: "cluster",
      trust: { kind: "aws-service", service: "ec2.amazonaws.com" },
      permissions: [{ managedPolicy: "AmazonEKSWorkerNodePolicy" }],
    },
  ],
  releases: () => [
    {
      kind: "chart",
      name: "karpenter-crd",
      repository: "oci://public.ecr.aws/karpenter",
      version: "1.14.1",
      images: {},
      namespace: { name: "kube-system" },
      values: () => ({}),
      failsClosed: false,
      crds: "chart",
    },
    {
      kind: "chart",
      name: "karpenter",
      repository: "oci://public.ecr.aws/karpenter",
      version: "1.14.1",
      images: { controller: { repository: "public.ecr.aws/karpenter/controller", tag: "1.14.1" } },
      namespace: { name: "kube-system" },
      values: ({ clusterName, roleArn, image, output }) => ({
        settings: { clusterName, interruptionQueue: output("queue_name") },
        serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": roleArn("karpenter") } },
        controller: { image: image("controller") },
      }),
      failsClosed: false,
      crds: "chart",
    },
  ],
  needs: () => ({
    services: [
      {
        service: "ec2",
        why: "starts and ends instances",
        from: { pods: { "app.kubernetes.io/name": "karpenter" } },
      },
      { service: "sts", why: "exchanges its service account for a role", from: "nodes" },
    ],
  }),
  contributes: ({ names }) => ({
    privateSubnetTags: { "karpenter.sh/discovery": names.cluster },
    nodeSecurityGroupTags: { "karpenter.sh/discovery": names.cluster },
    accessEntries: [{ identity: "karpenter-node", type: "EC2_LINUX" }],
  }),
});
