import facts from "./buckets-of-registries.json";
import { own } from "../base/own";

/**
 * Buckets from which clients in AWS get the image layers of public registries. The route of the S3 gateway endpoint
 * precedes the NAT gateway for buckets of the region, so the endpoint's policy must allow them. Reads are anonymous or
 * have signed URLs of other accounts.
 */
interface RegistryBuckets {
  /** Bucket of a region without an entry of its own, with `REGION` for its name. @default - no bucket */
  readonly pattern?: string;
  /** Buckets of single regions; null for a region whose layers come from another region. */
  readonly regions: Readonly<Record<string, string | null>>;
}

const REGISTRIES: Readonly<Record<string, RegistryBuckets>> = facts.registries;

/** Bucket of a region with the layers of a public registry; undefined if no bucket of that region serves them. */
export function registryBucket(registry: string, region: string): string | undefined {
  const known = own(REGISTRIES, registry);
  if (!known) return undefined;
  const exception = own(known.regions, region);
  return exception === undefined ? known.pattern?.replace("REGION", region) : (exception ?? undefined);
}
