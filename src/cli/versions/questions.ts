import { AMI_TYPES, type AmiType } from "../../facts/instance-types";
import { COMPONENTS } from "../../parts/generated/registry";
import { type OutputStack } from "../../terraform/output";
import { type Json } from "../../terraform/stack-json";

/**
 * A version that an environment can record, and the arguments of the AWS CLI that print it: the newest release of an AMI
 * type, and the version of an add-on that EKS installs by default.
 *
 * Source: EKS API, DescribeAddonVersions, `compatibilities` (2026-11-21).
 */
export interface AwsQuery {
  /** Key of the environment's file below `cluster`. */
  readonly section: "nodeReleases" | "addonVersions";
  /** AMI type or add-on. */
  readonly name: string;
  /** The emitted version. @default - none: EKS chooses it */
  readonly emitted?: string;
  readonly args: readonly string[];
}

/** The versions of the AMI types and add-ons that an environment uses. */
export function questionsOf(environment: string, region: string, stacks: readonly OutputStack[]): AwsQuery[] {
  const stack = stacks.find((each) => each.environment === environment && each.layer === "cluster")?.stack;
  if (!stack) return [];
  const kubernetes = text(stack.resources("aws_eks_cluster")[0]?.config["version"]);
  const printed = ["--region", region, "--output", "text"];
  const releases = new Map(
    stack.resources("aws_eks_node_group").map(({ config }) => [text(config["ami_type"]), config]),
  );
  const addons = new Map(
    stack.resources("aws_eks_addon").map(({ config }) => [text(config["addon_name"]), config]),
  );
  return [
    ...AMI_TYPES.filter((each) => releases.has(each)).map((name: AmiType): AwsQuery => ({
      section: "nodeReleases",
      name,
      ...emitted(releases.get(name)?.["release_version"]),
      args: [
        ...["ssm", "get-parameter", "--name", PARAMETERS[name](kubernetes)],
        ...["--query", "Parameter.Value", ...printed],
      ],
    })),
    ...ADDONS.filter((each) => addons.has(each)).map((name): AwsQuery => ({
      section: "addonVersions",
      name,
      ...emitted(addons.get(name)?.["addon_version"]),
      args: [
        ...["eks", "describe-addon-versions", "--addon-name", name, "--kubernetes-version", kubernetes],
        ...["--query", DEFAULT_VERSION, ...printed],
      ],
    })),
  ];
}

const ADDONS = COMPONENTS.flatMap((part) => part.addons ?? []).map(({ name }) => name);

const DEFAULT_VERSION = "addons[0].addonVersions[?compatibilities[0].defaultVersion].addonVersion | [0]";

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");

/** A data source is a version that each plan looks up. */
const emitted = (version: Json | undefined): { emitted?: string } =>
  typeof version === "string" && !version.includes("${") ? { emitted: version } : {};

/**
 * Names of the public SSM parameters with the newest release of an AMI type, after the Kubernetes version.
 *
 * Source: eksctl-io/eksctl, `pkg/ami/ssm_resolver.go` (2026-11-20); bottlerocket-os/bottlerocket,
 * `tools/pubsys/policies/ssm/defaults.toml` (read 2026-11-26).
 */
const PARAMETERS: Readonly<Record<AmiType, (kubernetes: string) => string>> = {
  AL2023_x86_64_STANDARD: (kubernetes) => al2023(kubernetes, "x86_64/standard"),
  AL2023_ARM_64_STANDARD: (kubernetes) => al2023(kubernetes, "arm64/standard"),
  AL2023_x86_64_NVIDIA: (kubernetes) => al2023(kubernetes, "x86_64/nvidia"),
  AL2023_ARM_64_NVIDIA: (kubernetes) => al2023(kubernetes, "arm64/nvidia"),
  BOTTLEROCKET_x86_64: (kubernetes) => bottlerocket(kubernetes, "x86_64"),
  BOTTLEROCKET_ARM_64: (kubernetes) => bottlerocket(kubernetes, "arm64"),
};

const al2023 = (kubernetes: string, variant: string): string =>
  `/aws/service/eks/optimized-ami/${kubernetes}/amazon-linux-2023/${variant}/recommended/release_version`;

const bottlerocket = (kubernetes: string, architecture: string): string =>
  `/aws/service/bottlerocket/aws-k8s-${kubernetes}/${architecture}/latest/image_version`;
