import { podsOf } from "../../../facts/instance-capacity";
import { type StatedTypes, capacityOf } from "../../../facts/stated-types";

/**
 * The maximum number of pods that EKS allows on a node with fewer than 30 vCPUs, and its default with prefix
 * delegation. It is set explicitly, so that a node never falls back to the lower number for single addresses.
 *
 * Source: Amazon EKS user guide, "Increase the available IP addresses for your Amazon EKS node" (read
 * 2026-11-20).
 */
export const MAX_PODS = 110;

/**
 * The maximum of a group: EKS starts any of its types, and a node with single addresses has those of its interfaces. Without the first
 * one, whose addresses no pod has where they are `apart`, a small type has too few prefixes too.
 */
export function maxPodsOf(
  instanceTypes: readonly string[],
  podAddresses: "prefixes" | "single",
  stated: StatedTypes,
  apart = false,
): number {
  if (podAddresses === "prefixes" && !apart) return MAX_PODS;
  const key = podAddresses === "prefixes" ? podAddresses : "singleAddresses";
  const known = instanceTypes.flatMap((type) => capacityOf(type, stated) ?? []);
  return Math.min(MAX_PODS, ...known.map((type) => podsOf(type, { apart })[key]));
}

export interface NodeUserDataProps {
  /** Maximum number of pods of a node. @default MAX_PODS */
  readonly maxPods?: number;
  /** Range of pods, as a comment: interfaces of a node do not follow another range, so a change replaces nodes. @default - no comment */
  readonly podCidr?: string | undefined;
  /** Script in ASCII that runs as root before the kubelet starts, without a line that starts with the boundary. @default - none */
  readonly script?: string;
  /** Whether nodeadm makes a RAID 0 of the instance store for the kubelet and containerd. @default false */
  readonly instanceStore?: boolean;
  /** Whether containerd pulls the layers of an image in parts at once. @default false */
  readonly parallelImagePull?: boolean;
  /** Variables of a proxy for pulls of images. @default - pulls take no proxy */
  readonly proxy?: Readonly<Record<string, string>> | undefined;
}

const aboutPods = (podCidr: string | undefined): string[] =>
  podCidr === undefined ? [] : [`# addresses of pods: ${podCidr}`];

/**
 * User data of a node with Bottlerocket, base64-encoded: settings in TOML, which EKS merges with its own. Without a call to EKS,
 * Bottlerocket takes the address of the cluster's DNS from the range of the VPC as EKS chooses it.
 *
 * Source: Amazon EKS user guide, "Customize managed nodes with launch templates"; bottlerocket-core-kit, pluto (read 2026-11-26).
 */
export function bottlerocketUserData({ maxPods = MAX_PODS, proxy, podCidr }: NodeUserDataProps): string {
  const url = `[settings.network]\nhttps-proxy = ${JSON.stringify(proxy?.["HTTPS_PROXY"])}\n`;
  const exceptions = `no-proxy = ${JSON.stringify(proxy?.["NO_PROXY"]?.split(","))}\n`;
  const settings = [...aboutPods(podCidr), "[settings.kubernetes]", `max-pods = ${maxPods}`, ""].join("\n");
  return Buffer.from(proxy ? settings + url + exceptions : settings).toString("base64");
}

/** Variables of the services that pull images. The kubelet and its helper for ECR call endpoints only. */
function variablesOfPulls({ proxy, parallelImagePull }: NodeUserDataProps): string[] {
  if (!proxy) return [];
  const services = ["containerd", ...(parallelImagePull ? ["soci-snapshotter"] : [])];
  return ["    environment:", ...services.map((each) => `      ${each}: ${JSON.stringify(proxy)}`)];
}

/**
 * User data of an AL2023 node, base64-encoded. EKS merges it with its own, which contains the cluster's name; nodeadm
 * reads both. nodeadm starts the kubelet after cloud-init, which runs the script. A script that fails does not keep the
 * node from joining.
 *
 * Source: Amazon EKS user guide, "Customize managed nodes with launch templates"; awslabs/amazon-eks-ami, `nodeadm`
 * (read 2026-11-20), its `local_disk.go` and `nodeadm-run.service` (read 2026-11-26), `featuregates.go` and
 * `UseSOCISnapshotter` (read 2026-11-28), `internal/system/environment.go` (read 2026-12-01).
 */
export function nodeUserData(props: NodeUserDataProps = {}): string {
  const { maxPods = MAX_PODS, podCidr, script, instanceStore = false, parallelImagePull = false } = props;
  const instance = [
    ...(instanceStore ? ["    localStorage:", "      strategy: RAID0"] : []),
    ...variablesOfPulls(props),
  ];
  const lines = [
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="BOUNDARY"',
    "",
    "--BOUNDARY",
    "Content-Type: application/node.eks.aws",
    "",
    "---",
    "apiVersion: node.eks.aws/v1alpha1",
    "kind: NodeConfig",
    "spec:",
    ...aboutPods(podCidr),
    "  kubelet:",
    "    config:",
    `      maxPods: ${maxPods}`,
    ...(instance.length > 0 ? ["  instance:", ...instance] : []),
    ...(parallelImagePull ? ["  featureGates:", "    FastImagePull: true"] : []),
    "",
    ...(script === undefined
      ? []
      : ["--BOUNDARY", 'Content-Type: text/x-shellscript; charset="us-ascii"', "", script]),
    "--BOUNDARY--",
    "",
  ];
  return Buffer.from(lines.join("\n")).toString("base64");
}
