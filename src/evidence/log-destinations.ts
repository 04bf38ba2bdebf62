import facts from "./sources-of-records.json";

/** Blocks that send records of calls, traffic and data, with the arguments that name a bucket. */
export interface RecordSource {
  readonly type: string;
  /** Paths of arguments, with dots between nested blocks. */
  readonly paths: readonly string[];
}

/** Other checks judge access logs of buckets and load balancers, and flow logs. */
export const RECORD_SOURCES: readonly RecordSource[] = facts.sources;
