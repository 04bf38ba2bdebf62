import { component } from "../../platform/contract";

/** Source: Amazon EKS user guide, "private-clusters" and "sec-group-reqs"; awslabs/amazon-eks-ami `nodeadm` (read 2026-11-20). */
export const nodes = component({
  id: "nodes",
  title: "nodes",
  order: 10,
  needs: () => ({
    services: [
      { service: "ecr.api", why: "authorizes image pulls" },
      { service: "ecr.dkr", why: "serves image manifests" },
      { service: "s3", why: "holds image layers and AL2023 packages" },
      { service: "ec2", why: "nodeadm asks for the node's name" },
    ],
    fromControlPlane: [{ port: 10250, why: "kubelet: logs, exec, metrics" }],
  }),
  contributes: () => ({
    nodePolicies: {
      "worker-node": "AmazonEKSWorkerNodePolicy",
      "image-pull": "AmazonEC2ContainerRegistryPullOnly",
    },
  }),
});
