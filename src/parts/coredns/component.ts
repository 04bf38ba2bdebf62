import { component } from "../../platform/contract";

/** Source of the version: a public repository that read it from the API on 2026-08-27. */
export const coredns = component({
  id: "coredns",
  title: "CoreDNS",
  order: 50,
  scope: "PodAddons",
  addons: [{ name: "coredns", when: "after-nodes", versions: { "1.35": "v1.13.2-eksbuild.21" } }],
});
