import FAMILIES from "./families-with-gpus.json";

/**
 * Properties of EC2 instance types that matter to EKS: the processor, GPUs, and support for prefix delegation. All of
 * them are derived from the name.
 *
 * Sources: Amazon EKS user guide, "Use EKS-optimized accelerated AMIs for GPU instances" (families by image) and
 * "Assign more IP addresses to Amazon EKS nodes with prefixes" (Nitro only); EC2 instance type naming conventions
 * (a `g` after the generation means Graviton) (read 2026-11-20).
 */
const NVIDIA_X86_FAMILIES: ReadonlySet<string> = new Set(FAMILIES.x86);

const NVIDIA_ARM_FAMILIES: ReadonlySet<string> = new Set(FAMILIES.arm);

/** Generations before Nitro. Without prefix delegation, their nodes run out of addresses before other resources. */
const PRE_NITRO = /^(t[12]|m[1-4]|c[134]|r[34]|d2|h1|i[23]|x1e?)$/;

/** Families with an accelerator. Those that are not in a table above have no AMI or device plugin here. */
const ACCELERATED = /^(p|g|gr|inf|trn|dl|vt|f)\d/;

const GRAVITON = /^([a-z]+\d+g|a1$)/;

export const AMI_TYPES = [
  "AL2023_x86_64_STANDARD",
  "AL2023_ARM_64_STANDARD",
  "AL2023_x86_64_NVIDIA",
  "AL2023_ARM_64_NVIDIA",
  "BOTTLEROCKET_x86_64",
  "BOTTLEROCKET_ARM_64",
] as const;

export type AmiType = (typeof AMI_TYPES)[number];

/** EKS AMI type with AL2023 for an instance type; undefined if none works here. */
function amiTypeOf(instanceType: string): AmiType | undefined {
  const family = instanceType.split(".")[0] ?? "";
  if (NVIDIA_X86_FAMILIES.has(family)) return "AL2023_x86_64_NVIDIA";
  if (NVIDIA_ARM_FAMILIES.has(family)) return "AL2023_ARM_64_NVIDIA";
  if (ACCELERATED.test(family) || PRE_NITRO.test(family)) return undefined;
  return GRAVITON.test(family) ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD";
}

/** The families by image, for expressions of Terraform. Those that match no pattern have the image without GPU drivers. */
export const IMAGE_FAMILIES = {
  nvidiaX86: [...NVIDIA_X86_FAMILIES],
  nvidiaArm: [...NVIDIA_ARM_FAMILIES],
  none: [ACCELERATED, PRE_NITRO],
  arm: GRAVITON,
} as const;

/** Families of AWS Neuron, also those that this version does not have. */
const NEURON = /^(inf|trn)\d/;

export const isNeuron = (instanceType: string): boolean => NEURON.test(instanceType);

/** Expected forms and reasons, for errors. */
export const IMAGE_WORDS = {
  /** Instance types for which this project has an AMI. */
  withImage: "a Nitro instance type without an accelerator, or an NVIDIA family with an EKS AMI",
  /** Instance types of one node group. */
  ofOneImage:
    "instance types of one architecture, all with GPUs or all without, because a node group has one AMI",
  /** The reason against AWS Neuron. */
  neuron:
    "AWS Neuron runs compiled models with an image and a device plugin of its own, which this version does not have (decision 0137)",
} as const;

export const hasImage = (instanceType: string): boolean => amiTypeOf(instanceType) !== undefined;

/** True if no two of the types have different AMIs. Types without one do not count. */
export const haveOneImage = (instanceTypes: readonly string[]): boolean =>
  new Set(instanceTypes.map(amiTypeOf).filter((amiType) => amiType !== undefined)).size <= 1;

/** AMI type of a node group with AL2023, and whether it has GPUs; undefined if no image fits all its instance types. */
export function imageOf(instanceTypes: readonly string[]): { amiType: AmiType; gpu: boolean } | undefined {
  const [first = ""] = instanceTypes;
  const amiType = amiTypeOf(first);
  return amiType !== undefined && instanceTypes.every(hasImage) && haveOneImage(instanceTypes)
    ? { amiType, gpu: amiType.endsWith("_NVIDIA") }
    : undefined;
}

/** The image of a node group of a validated environment: the schema refuses instance types without one. */
export function nodeImage(instanceTypes: readonly string[]): { amiType: AmiType; gpu: boolean } {
  const image = imageOf(instanceTypes);
  if (!image) throw new Error(`${instanceTypes.join(", ")}: validation should have rejected these types`);
  return image;
}
