/**
 * Capacity Blocks for ML in managed node groups.
 *
 * Sources: Amazon EKS user guide, "capacity-blocks-mng": market type, reservation and instance type in the launch template, or EKS refuses the
 * group, which must have the desired size 0 at an update; Amazon EC2 user guide, "Work with Capacity Blocks": 30 minutes before its end, EC2 begins to
 * terminate its instances (read 2026-11-28).
 */

/** Capacity type of the node group. */
export const CAPACITY_BLOCK = "CAPACITY_BLOCK";

/** Market type of the launch template. */
export const BLOCK_MARKET = "capacity-block";

/** Minutes before the end of a block from which EC2 terminates its instances. */
export const TERMINATED_BEFORE_END_MINUTES = 30;
