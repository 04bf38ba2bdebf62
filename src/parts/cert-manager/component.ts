import { component } from "../../platform/contract";
import { type CertManager, settings } from "./settings";

/**
 * Issues certificates inside the cluster. The EKS add-on has its images in the registry of EKS, so none is mirrored. It runs in
 * a namespace of its own, which it creates.
 *
 * Source: cert-manager/cert-manager, chart v1.21.1: the port of its webhook (rendered 2026-11-20). The schema of the add-on's
 * configuration was not read, so it has none.
 */
export const certManager = component<CertManager>({
  id: "cert-manager",
  title: "cert-manager",
  scope: "PodAddons",
  namespace: "cert-manager",
  kinds: {
    "acme.cert-manager.io": ["challenges", "orders"],
    "cert-manager.io": ["certificaterequests", "certificates", "clusterissuers", "issuers"],
  },
  settings,
  provides: ["certificates"],
  addons: [{ name: "cert-manager", when: "after-nodes", versions: {} }],
  needs: () => ({ fromControlPlane: [{ port: 10250, why: "webhook of cert-manager" }] }),
});
