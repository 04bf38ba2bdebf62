import { SCHEDULED_WORK } from "../../../evidence/scheduled-work";

/**
 * How EventBridge Scheduler resizes a node group.
 *
 * Sources: EventBridge Scheduler user guide, "managing-targets-universal", "schedule-types",
 * "setting-up" and "cross-service-confused-deputy"; EventBridge Scheduler API, RetryPolicy; EKS
 * API, UpdateNodegroupConfig and NodegroupScalingConfig, whose model allows 0 as minimum and
 * number, and at least 1 as maximum (botocore, read 2026-11-22).
 */
export const SCHEDULER = SCHEDULED_WORK.services.aws_scheduler_schedule;

/** Action that the role of the schedule needs, on the node group. */
export const RESIZE_ACTION = "eks:UpdateNodegroupConfig";

/** The smallest maximum of a node group. */
export const LEAST_MAXIMUM = 1;

/** Seconds for which a schedule without a retry policy repeats a failed call. */
export const DEFAULT_RETRY_SECONDS = 86_400;
