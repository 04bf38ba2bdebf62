/** Disks of nodes. */
export const DISK_OF_NODE = {
  /** Disk space that partitions and the file system of AL2023 take, in MiB: 77844 KiB on disks of 20, 50 and 100 GiB. */
  formatMiB: 77,
  /** Free share of the disk below which the kubelet evicts pods (nodeadm). */
  evictionShare: 0.1,
  /** Disk space that the kubelet reserves for itself, in MiB (nodeadm). */
  reservedMiB: 1024,
  /** Disk that EKS gives a node group if the group and its launch template set none, in GiB. */
  defaultGiB: 20,
  /** Largest disk that a node group can be given (`diskGiB`), in GiB. */
  largestGiB: 16_384,
} as const;

/** Allocatable ephemeral storage of an AL2023 node with a root disk of a size. Source: as of `allocatable`. */
export const allocatableDiskMiB = (diskGiB: number): number =>
  allocatableFileSystemMiB(diskGiB * 1024 - DISK_OF_NODE.formatMiB);

/** Allocatable ephemeral storage of an AL2023 node whose kubelet has a file system of a size. Same source. */
const allocatableFileSystemMiB = (sizeMiB: number): number =>
  Math.floor(sizeMiB * (1 - DISK_OF_NODE.evictionShare)) - DISK_OF_NODE.reservedMiB;

/** The smallest disk with at least an allocatable amount, in GiB. */
export const diskGiBFor = (diskMiB: number): number =>
  Math.ceil(
    ((diskMiB + DISK_OF_NODE.reservedMiB) / (1 - DISK_OF_NODE.evictionShare) + DISK_OF_NODE.formatMiB) / 1024,
  );

/**
 * Share of an instance store that the RAID and its file system take at most. Reported: 0.07 % of 1800 GB on a node with AL2023
 * (awslabs/data-on-eks, pull request 689, 2024-10-30). The log of XFS and the start of each disk take some 200 MiB of a small one.
 */
const FORMAT = 0.005;

/** Allocatable ephemeral storage of an AL2023 node that has it on an instance store of a size. */
export const allocatableStoreMiB = (gigabytes: number): number =>
  allocatableFileSystemMiB(((gigabytes * 10 ** 9) / 2 ** 20) * (1 - FORMAT));
