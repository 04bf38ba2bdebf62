import { BOTH, type ImagePlatforms } from "../../../../proof/facts/image-platforms";

const OPERATOR =
  "prometheus-operator/prometheus-operator v0.93.0 and main of 2026-08-08, scripts/push-docker-image.sh (read 2026-11-23)";

export const IMAGE_PLATFORMS: readonly ImagePlatforms[] = [
  {
    repository: "quay.io/prometheus-operator/prometheus-operator",
    tags: ["v0.93.1"],
    platforms: BOTH,
    source: OPERATOR,
  },
  {
    repository: "quay.io/prometheus-operator/prometheus-config-reloader",
    tags: ["v0.93.1"],
    platforms: BOTH,
    source: OPERATOR,
  },
  {
    repository: "quay.io/prometheus/prometheus",
    tags: ["v3.14.0-distroless"],
    platforms: BOTH,
    source: "prometheus/prometheus v3.14.0, Makefile.common (read 2026-11-23)",
  },
  {
    repository: "quay.io/prometheus/alertmanager",
    tags: ["v0.34.0"],
    platforms: BOTH,
    source: "prometheus/alertmanager v0.34.0, Makefile (read 2026-11-23)",
  },
  {
    repository: "quay.io/prometheus/node-exporter",
    tags: ["v1.12.1-distroless"],
    platforms: BOTH,
    source: "prometheus/node_exporter v1.12.1, Makefile (read 2026-11-23)",
  },
  {
    repository: "registry.k8s.io/kube-state-metrics/kube-state-metrics",
    tags: ["v2.20.0"],
    platforms: BOTH,
    source: "kubernetes/kube-state-metrics v2.20.0, Makefile (read 2026-11-23)",
  },
  {
    repository: "quay.io/kiwigrid/k8s-sidecar",
    tags: ["2.10.1"],
    platforms: BOTH,
    source: "kiwigrid/k8s-sidecar 2.10.1, docker-bake.hcl (read 2026-11-23)",
  },
  {
    repository: "ghcr.io/jkroepke/kube-webhook-certgen",
    tags: ["1.8.7"],
    platforms: BOTH,
    source: "jkroepke/kube-webhook-certgen, .goreleaser.yaml of another version (read 2026-11-23)",
  },
  {
    repository: "docker.io/grafana/grafana",
    tags: ["13.2.0"],
    platforms: BOTH,
    source: "grafana/grafana, .github/workflows/release-build.yml of 2026 (read 2026-11-23)",
  },
];
