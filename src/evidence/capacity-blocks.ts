/**
 * Capacity Blocks for ML in managed node groups.
 *
 * Sources: Amazon EKS user guide, "capacity-blocks-mng": market type, reservation and instance type in the launch
 * template, or EKS refuses the group, which must have the desired size 0 at an update; Amazon EC2 user guide, "Work
 * with Capacity Blocks": 30 minutes before its end, EC2 begins to terminate its instances (read 2026-11-28).
 */
export const CAPACITY_BLOCK = {
  /** Capacity type of the node group. */
  capacityType: "CAPACITY_BLOCK",
  /** Market type of the launch template. */
  market: "capacity-block",
  /** Minutes before the end of a block from which EC2 terminates its instances. */
  terminatedBeforeEndMinutes: 30,
} as const;
