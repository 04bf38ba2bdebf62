/**
 * Properties of EC2 instance types that matter to EKS: the processor, GPUs, and support for prefix delegation. All of
 * them are derived from the name.
 *
 * Sources: Amazon EKS user guide, "Use EKS-optimized accelerated AMIs for GPU instances" (families by image) and
 * "Assign more IP addresses to Amazon EKS nodes with prefixes" (Nitro only); EC2 instance type naming conventions
 * (a `g` after the generation means Graviton) (read 2026-11-20).
 */
const NVIDIA_X86_FAMILIES: ReadonlySet<string> = new Set([
  "g4dn",
  "g5",
  "g6",
  "g6e",
  "g6f",
  "g7e",
  "gr6",
  "gr6f",
  "p3dn",
  "p4d",
  "p4de",
  "p5",
  "p5e",
  "p5en",
  "p6-b200",
  "p6-b300",
]);

const NVIDIA_ARM_FAMILIES: ReadonlySet<string> = new Set(["g5g", "p6e-gb200"]);

/** Generations before Nitro. Without prefix delegation, their nodes run out of addresses before other resources. */
const PRE_NITRO = /^(t[12]|m[1-4]|c[134]|r[34]|d2|h1|i[23]|x1e?)$/;

/** Families with an accelerator. Those that are not in a table above have no AMI or device plugin here. */
const ACCELERATED = /^(p|g|gr|inf|trn|dl|vt|f)\d/;

const GRAVITON = /^([a-z]+\d+g|a1$)/;

/**
 * Platform of Fargate, as registries name it. EKS runs no ARM pods on Fargate, also beside ARM nodes.
 *
 * Source: Amazon EKS user guide, comparison of compute options (2026-11-20, not confirmed by a copy of the page).
 */
export const FARGATE_PLATFORM = "linux/amd64";

export const AMI_TYPES = [
  "AL2023_x86_64_STANDARD",
  "AL2023_ARM_64_STANDARD",
  "AL2023_x86_64_NVIDIA",
  "AL2023_ARM_64_NVIDIA",
] as const;

export type AmiType = (typeof AMI_TYPES)[number];

/** EKS AMI type for an instance type; undefined if none works here. */
function amiTypeOf(instanceType: string): AmiType | undefined {
  const family = instanceType.split(".")[0] ?? "";
  if (NVIDIA_X86_FAMILIES.has(family)) return "AL2023_x86_64_NVIDIA";
  if (NVIDIA_ARM_FAMILIES.has(family)) return "AL2023_ARM_64_NVIDIA";
  if (ACCELERATED.test(family) || PRE_NITRO.test(family)) return undefined;
  return GRAVITON.test(family) ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD";
}

/** A problem of instance types, as the expected form and the fix. */
export interface InstanceTypesProblem {
  readonly expected: string;
  readonly fix: string;
}

/** Problem of a combination of instance types in a node group; undefined if it is valid. */
export function instanceTypesProblem(instanceTypes: readonly string[]): InstanceTypesProblem | undefined {
  const amiTypes = instanceTypes.map(amiTypeOf);
  const unknown = instanceTypes.find((_, index) => amiTypes[index] === undefined);
  if (unknown !== undefined) {
    return {
      expected: `a Nitro instance type without an accelerator, or an NVIDIA family with an EKS AMI, not ${unknown}`,
      fix: "choose a newer generation such as m7i, or a GPU family such as g5",
    };
  }
  if (new Set(amiTypes).size > 1) {
    return {
      expected:
        "instance types of one architecture, all with GPUs or all without, because a node group has one AMI",
      fix: "create a node group for each kind",
    };
  }
  return undefined;
}

/** AMI type of a node group, and whether it has GPUs. Its instance types must have passed `instanceTypesProblem`. */
export function nodeImage(instanceTypes: readonly string[]): { amiType: AmiType; gpu: boolean } {
  const problem = instanceTypesProblem(instanceTypes);
  const amiType = amiTypeOf(instanceTypes[0] ?? "");
  if (problem || amiType === undefined) {
    throw new Error(`${instanceTypes.join(", ")}: expected ${problem?.expected ?? "an instance type"}`);
  }
  return { amiType, gpu: amiType.endsWith("_NVIDIA") };
}

/**
 * Problem if no node group can run CoreDNS and the add-ons, which do not tolerate the GPU taint; otherwise undefined.
 */
export function systemPodsProblem(
  groups: readonly { readonly instanceTypes: readonly string[]; readonly minPerZone: number }[],
): InstanceTypesProblem | undefined {
  const homes = groups.filter(
    ({ instanceTypes, minPerZone }) =>
      minPerZone > 0 && instanceTypesProblem(instanceTypes) === undefined && !nodeImage(instanceTypes).gpu,
  );
  return homes.length > 0
    ? undefined
    : {
        expected: "a node group without GPUs and with minPerZone of at least 1, for DNS and the add-ons",
        fix: "add one, such as general: {}, or raise minPerZone to 1",
      };
}
