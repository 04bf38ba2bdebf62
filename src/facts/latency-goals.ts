/**
 * Longest times in milliseconds from a request to the first byte of its answer, as the documents of the reference environments
 * `retail-forecast*` state them (read 2026-11-22). They are goals of those documents and no promise of AWS.
 */
export const LATENCY_GOALS = {
  /** From a pod to S3, by the gateway endpoint. */
  s3: 50,
  /** From a pod to ECR, by its interface endpoints. */
  ecr: 100,
  /** From a load balancer to the pods behind it. */
  pods: 10,
} as const;
