import { component } from "../../platform/contract";

/** Source of the versions: independent public repositories of 2026-07 to 2026-09 have it with both Kubernetes versions. */
export const eksPodIdentityAgent = component({
  id: "eks-pod-identity-agent",
  title: "EKS Pod Identity Agent",
  order: 40,
  scope: "NodeAddons",
  addons: [
    {
      name: "eks-pod-identity-agent",
      when: "before-nodes",
      versions: { "1.35": "v1.3.10-eksbuild.3", "1.36": "v1.3.10-eksbuild.3" },
    },
  ],
});
