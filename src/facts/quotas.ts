import facts from "./service-quotas.json";

/**
 * AWS service quotas, with their names in Service Quotas. An environment states the values of its
 * account under `quotas`; checks assume the default of each adjustable quota that it does not
 * state.
 */
interface Quota {
  /** Name of the counted items, in the plural. */
  readonly what: string;
  readonly most: number;
  /** True if AWS increases the quota on request. */
  readonly adjustable: boolean;
  /** Service and code of the quota in Service Quotas. @default - not confirmed */
  readonly code?: readonly [service: string, code: string];
}

export type QuotaName = keyof typeof facts.quotas;

export const QUOTAS = facts.quotas as unknown as Readonly<Record<QuotaName, Quota>>;

/** Values of an account's quotas. A name that is missing has AWS's default. */
export type StatedQuotas = Readonly<Partial<Record<QuotaName, number | undefined>>>;

/** Families of each quota, by the letters before the generation: on demand, and on Spot. Standard: A, C, D, H, I, M, R, T, Z. */
const VCPU_QUOTAS: readonly (readonly [families: RegExp, onDemand: QuotaName, spot: QuotaName])[] = [
  [/^(a|c|d|h|i|im|is|m|r|t|z)\d/, "standardVcpus", "standardSpotVcpus"],
  [/^(g|gr|vt)\d/, "gpuVcpus", "gpuSpotVcpus"],
  [/^p\d/, "largeGpuVcpus", "largeGpuSpotVcpus"],
  [/^inf\d/, "infVcpus", "infSpotVcpus"],
  [/^trn\d/, "trnVcpus", "trnSpotVcpus"],
  [/^x\d/, "largeMemoryVcpus", "largeMemorySpotVcpus"],
];

/** The quota that the vCPUs of an instance type count towards; undefined for a family that is not in the table. */
export function vcpuQuotaOf(instanceType: string, isSpot: boolean): QuotaName | undefined {
  const found = VCPU_QUOTAS.find(([families]) => families.test(instanceType));
  return found && (isSpot ? found[2] : found[1]);
}

/** Maximum sizes of documents. IAM does not count white space (IAM quotas; S3, KMS, ECR and PrivateLink guides). */
export const DOCUMENT_SIZES = {
  trustPolicy: 2048,
  rolePolicies: 10_240,
  managedPolicy: 6144,
  endpointPolicy: 20_480,
  bucketPolicy: 20_480,
  keyPolicy: 32_768,
  userData: 16_384,
  /** Of a Kubernetes object, in bytes: its data, and all its annotations. */
  objectData: 1_048_576,
  objectAnnotations: 262_144,
} as const;
