import { component } from "../../platform/contract";

/** Source of the version: a public repository that read it from the API on 2026-08-27. */
export const kubeProxy = component({
  id: "kube-proxy",
  title: "kube-proxy",
  order: 30,
  scope: "NodeAddons",
  addons: [
    {
      name: "kube-proxy",
      when: "before-nodes",
      versions: { "1.35": "v1.35.3-eksbuild.21" },
    },
  ],
});
