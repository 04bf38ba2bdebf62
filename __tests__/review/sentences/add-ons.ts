import { type SentenceCase } from "./case";

const ADDON = "aws_eks_addon.main";
const SEARCH = "data.aws_eks_addon_version.main";

const addon = (addon_name: string, config: object = {}) => ({ [ADDON]: { addon_name, ...config } });
const versioned = (addon_version: string) => addon("coredns", { addon_version });
const searching = { [SEARCH]: { addon_name: "coredns", most_recent: true } };

/** Add-ons, and versions of charts. */
export const ADD_ON_SENTENCES: readonly SentenceCase[] = [
  {
    before: addon("coredns", { preserve: true }),
    lines: ["attention: aws_eks_addon.main: the pods of the add-on stay, and nobody updates them"],
  },
  {
    before: addon("coredns"),
    lines: ["attention, outage: aws_eks_addon.main: EKS removes the add-on with its pods"],
  },
  {
    before: addon("metrics-server"),
    lines: ["attention: aws_eks_addon.main: EKS removes the add-on with its pods"],
  },
  {
    before: versioned("v1.12.1-eksbuild.2"),
    after: versioned("v1.12.1-eksbuild.5"),
    lines: [
      "info, pods roll: add-on version of aws_eks_addon.main: v1.12.1-eksbuild.2 → v1.12.1-eksbuild.5; EKS replaces its pods step by step by another build of the same version",
    ],
  },
  {
    before: versioned("v1.12.1-eksbuild.2"),
    after: versioned("v1.13.0-eksbuild.1"),
    lines: [
      "attention, pods roll: add-on version of aws_eks_addon.main: v1.12.1-eksbuild.2 → v1.13.0-eksbuild.1; EKS replaces its pods step by step",
    ],
  },
  {
    after: { ...searching, ...versioned(`\${${SEARCH}.version}`) },
    lines: [
      "attention: data.aws_eks_addon_version.main: only the plan finds the version of the new add-on",
      "info: aws_eks_addon.main is added: EKS installs its pods; the rights of its role are compared",
    ],
  },
  {
    before: versioned("v1.12.1-eksbuild.2"),
    after: { ...searching, ...versioned(`\${${SEARCH}.version}`) },
    lines: [
      "attention, pods roll: add-on version of aws_eks_addon.main: v1.12.1-eksbuild.2 → ${data.aws_eks_addon_version.main.version}; EKS replaces its pods step by step",
      "attention, pods roll: data.aws_eks_addon_version.main: only the plan finds the version of the add-on; EKS replaces its pods step by step",
    ],
  },
  {
    layer: "platform",
    before: { "helm_release.keda": { name: "keda", chart: "keda", version: "2.17.0" } },
    after: { "helm_release.keda": { name: "keda", chart: "keda", version: "2.18.0" } },
    lines: [
      "attention, pods roll: chart keda of helm_release.keda: version 2.17.0 → 2.18.0; its pods restart, and a person must read what the other version installs",
      "info: chart of release keda: keda 2.17.0 → keda 2.18.0",
    ],
  },
];
