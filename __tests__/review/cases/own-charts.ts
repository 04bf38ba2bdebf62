import { type ReviewCase } from "./case";
import { chartWith } from "./reference-lists";

const CLOUD_MAP = [
  "servicediscovery:CreateService",
  "servicediscovery:DiscoverInstances",
  "servicediscovery:ListInstances",
  "servicediscovery:ListNamespaces",
  "servicediscovery:ListServices",
  "servicediscovery:RegisterInstance",
  "servicediscovery:UpdateService",
];

/** Helm charts of the owner. */
export const OWN_CHART_CASES: readonly ReviewCase[] = [
  {
    name: "a newer version of an own chart",
    environment: "ml-inference-hardened",
    to: { charts: { "external-dns": { version: "1.22.0" } } },
    verdict: "needs attention",
    harm: "pods roll",
    first: ["external-dns", "1.21.1 → 1.22.0"],
    cause: "charts.external-dns.version",
    why: "Nobody has judged what the new version installs, and the waiver was for the old one.",
  },
  {
    name: "the role of an own chart loses an action",
    environment: "ml-inference-hardened",
    to: chartWith(CLOUD_MAP),
    verdict: "safe",
    harm: "in place",
    first: ["servicediscovery:DeregisterInstance"],
    cause: "charts.external-dns.role.permissions",
    why: "The role may do less.",
  },
];
