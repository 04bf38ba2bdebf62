import facts from "./times-of-creation.json";

/** Time that AWS and Terraform need to create a resource. */
export interface Duration {
  readonly type: string;
  readonly title: string;
  /** Usual time, in words. @default - no source has one */
  readonly usual?: string;
  /** Minutes after which Terraform stops to wait. */
  readonly atMost: number;
  readonly source: string;
}

/** Resources that an apply waits for longest, in the order of their creation. */
export const DURATIONS = facts.durations as readonly Duration[];
