/** Pods on Fargate. Source: Amazon EKS user guide, "Understand Fargate Pod configuration details" (read 2026-11-20). */
export const FARGATE = {
  /**
   * Platform, as registries name it. EKS runs no ARM pods on Fargate, also beside ARM nodes.
   *
   * Source: Amazon EKS user guide, comparison of compute options (2026-11-20, not confirmed by a copy of the page).
   */
  platform: "linux/amd64",
  /** Memory that Fargate adds to each pod for the kubelet, containerd and kube-proxy, in MiB. */
  overheadMiB: 256,
  /** Largest pod, with the memory that Fargate adds. */
  largest: { cpuMillis: 16_000, memoryMiB: 120 * 1024 },
} as const;

/** Pod sizes: CPU in thousandths, with the minimum and maximum memory in GiB. */
const FARGATE_SIZES: readonly (readonly [cpuMillis: number, fromGiB: number, toGiB: number])[] = [
  [250, 0.5, 2],
  [500, 1, 4],
  [1000, 2, 8],
  [2000, 4, 16],
  [4000, 8, 30],
  [8000, 16, 60],
  [16_000, 32, 120],
];

/** The smallest size for a pod, whose memory is rounded up to the next step of the size; undefined if no size is large enough. */
export function fargateSize(
  cpuMillis: number,
  memoryMiB: number,
): { readonly cpuMillis: number; readonly memoryGiB: number } | undefined {
  const gib = (memoryMiB + FARGATE.overheadMiB) / 1024;
  const size = FARGATE_SIZES.find(([cpu, , toGiB]) => cpu >= cpuMillis && toGiB >= gib);
  if (!size) return undefined;
  const [cpu, fromGiB] = size;
  // The smallest size starts at 0.5 GiB; the steps of the two largest sizes are 4 and 8 GiB.
  const step = fromGiB >= 32 ? 8 : fromGiB >= 16 ? 4 : 1;
  return { cpuMillis: cpu, memoryGiB: gib <= fromGiB ? fromGiB : Math.ceil(gib / step) * step };
}
