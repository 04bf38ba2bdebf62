import { type ChartValues } from "../../../../../../src/proof/facts/chart-values/types";

/** Source: rendered chart external-dns-helm-chart-1.21.1 of kubernetes-sigs/external-dns (rendered 2026-11-20). */
export const VALUES = {
  version: "1.21.1",
  values: {
    domainFilters: "list",
    env: "list",
    extraArgs: "mapping",
    image: { repository: "text", tag: "text" },
    podSecurityContext: "mapping",
    policy: "text",
    provider: { name: "text" },
    registry: "text",
    resources: "mapping",
    securityContext: "mapping",
    serviceAccount: { annotations: "mapping", create: "boolean", name: "text" },
    sources: "list",
    txtOwnerId: "text",
  },
} as const satisfies ChartValues;
