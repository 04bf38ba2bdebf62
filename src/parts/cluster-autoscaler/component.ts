import { awsLocation, regionalArn } from "../../facts/aws";
import { component } from "../../platform/contract";
import { clusterAutoscalerRules } from "./rules";
import { type AutoscalerSettings, settings } from "./settings";
import { autoscalerValues } from "./values";
import { releaseFor } from "./versions";

const REPOSITORY = "registry.k8s.io/autoscaling/cluster-autoscaler";

/**
 * Adds nodes for pods without room, and removes underused ones. EKS tags the Auto Scaling group of each managed node
 * group, by which it finds them.
 *
 * Source: kubernetes/autoscaler, chart 9.59.0 and `cloudprovider/aws/README.md` of 2026-08-22 (read 2026-11-22).
 */
export const clusterAutoscaler = component<AutoscalerSettings>({
  id: "cluster-autoscaler",
  title: "Cluster Autoscaler",
  settings,
  rules: clusterAutoscalerRules,
  provides: ["node-autoscaler"],
  identities: ({ config, names }) => {
    const location = awsLocation(config.account, config.region);
    return [
      {
        name: "cluster-autoscaler",
        id: "Role",
        description: "Lets the Cluster Autoscaler set the number of nodes of this cluster",
        trust: { namespace: "kube-system", serviceAccount: "cluster-autoscaler", accountId: "Account" },
        statements: [
          {
            Effect: "Allow",
            Action: [
              "autoscaling:DescribeAutoScalingGroups",
              "autoscaling:DescribeAutoScalingInstances",
              "autoscaling:DescribeLaunchConfigurations",
              "autoscaling:DescribeScalingActivities",
              "ec2:DescribeImages",
              "ec2:DescribeInstanceTypes",
              "ec2:DescribeLaunchTemplateVersions",
              "ec2:GetInstanceTypesFromInstanceRequirements",
              "eks:DescribeNodegroup",
            ],
            Resource: "*",
          },
          {
            Effect: "Allow",
            Action: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
            // EKS creates the groups after the role, under names that only it knows. It tags them with the cluster.
            Resource: regionalArn(location, "autoscaling", "autoScalingGroup:*"),
            Condition: {
              StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${names.cluster}`]: "owned" },
            },
          },
        ],
      },
    ];
  },
  charts: [
    {
      name: "cluster-autoscaler",
      id: "Release",
      repository: "https://kubernetes.github.io/autoscaler",
      version: "9.59.0",
      images: {
        autoscaler: ({ config: { cluster }, settings: { version } }) => ({
          repository: REPOSITORY,
          // The rules of this part refuse a Kubernetes version without a release.
          tag: `v${version ?? releaseFor(cluster.version) ?? cluster.version}`,
        }),
      },
      namespace: "kube-system",
      identity: "cluster-autoscaler",
      values: (refs, { settings: given }) => autoscalerValues(refs, given),
    },
  ],
  needs: () => ({
    services: [
      { service: "autoscaling", why: "sets the number of nodes" },
      { service: "ec2", why: "reads instance types and launch templates" },
      { service: "eks", why: "reads labels and taints of groups without nodes" },
      { service: "sts", why: "exchanges its service account for a role" },
    ],
  }),
});
