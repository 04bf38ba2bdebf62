import { KSERVE_SERVERS } from "../../facts/kserve-servers";
import { formatsIn } from "./formats";
import { KSERVE_NAMESPACE } from "./names";
import { component } from "../../platform/contract";
import { type KServe, settings } from "./settings";
import { kserveValues } from "./values";

const CHARTS = "oci://ghcr.io/kserve/charts";

/**
 * Turns InferenceServices into Deployments and Services. Its definitions are a release of their
 * own, which Helm upgrades like other objects. The chart of runtimes is not installed: each
 * InferenceService states its own container.
 *
 * Source: kserve/kserve v0.20.0, `charts/kserve-crd` and `charts/kserve-resources` (read 2026-11-22).
 */
export const kserve = component<KServe>({
  id: "kserve",
  title: "KServe",
  kinds: {
    "serving.kserve.io": [
      ...["clusterservingruntimes", "clusterstoragecontainers", "inferencegraphs", "inferenceservices"],
      ...["servingruntimes", "trainedmodels"],
    ],
  },
  settings,
  requires: ["certificates"],
  charts: [
    {
      name: "kserve-crd",
      id: "definitions",
      repository: CHARTS,
      version: KSERVE_SERVERS.version,
      images: {},
      namespace: KSERVE_NAMESPACE,
      podSecurity: "restricted",
      values: () => ({}),
    },
    {
      name: "kserve-resources",
      id: "controller",
      repository: CHARTS,
      version: KSERVE_SERVERS.version,
      images: {
        controller: { repository: "docker.io/kserve/kserve-controller", tag: KSERVE_SERVERS.version },
        proxy: { repository: "quay.io/brancz/kube-rbac-proxy", tag: "v0.18.0" },
      },
      namespace: KSERVE_NAMESPACE,
      values: kserveValues,
    },
  ],
  images: ({ config }) =>
    Object.fromEntries(
      formatsIn(config).map((format) => [
        format,
        { repository: KSERVE_SERVERS.servers[format].repository, tag: KSERVE_SERVERS.version },
      ]),
    ),
  needs: () => ({ fromControlPlane: [{ port: 9443, why: "webhooks of KServe" }] }),
});
