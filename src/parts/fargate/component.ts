import { component } from "../../platform/contract";

export const fargateLogGroupName = (clusterName: string): string => `/aws/eks/${clusterName}/fargate`;

/**
 * Calls that Fargate makes for each pod before the pod starts. They come from the same network interface as the calls
 * of the pod (EKS user guide, "fargate-pod-configuration" and "pod-execution-role", read 2026-11-20).
 */
export const fargate = component({
  id: "fargate",
  title: "Fargate",
  order: 150,
  isEnabled: ({ config }) => config.cluster.fargate,
  needs: () => ({
    services: [
      { service: "ecr.api", why: "authorizes image pulls" },
      { service: "ecr.dkr", why: "serves image manifests" },
      { service: "s3", why: "holds image layers" },
    ],
  }),
  contributes: ({ names }) => ({ encryptedLogGroups: [fargateLogGroupName(names.cluster)] }),
});
