import { own } from "../base/own";

/**
 * Buckets from which clients in AWS get the image layers of public registries. The route of the S3 gateway endpoint
 * precedes the NAT gateway for buckets of the region, so the endpoint's policy must allow them. Reads are anonymous or
 * have signed URLs of other accounts.
 *
 * Source: kubernetes/registry.k8s.io, `cmd/archeio/internal/app/buckets.go` (snapshot of 2026-08-06); quay/quay, storage
 * of quay.io; for docker.io an observation from us-east-1 of 2026-08-04 (one source; read 2026-11-20).
 */
interface RegistryBuckets {
  /** Bucket of a region without an entry of its own. @default - no bucket */
  readonly pattern?: (region: string) => string;
  /** Buckets of single regions; null for a region whose layers come from another region. */
  readonly regions: Readonly<Record<string, string | null>>;
}

const REGISTRIES: Readonly<Record<string, RegistryBuckets>> = {
  "registry.k8s.io": {
    pattern: (region) => `prod-registry-k8s-io-${region}`,
    regions: {
      "eu-west-2": "767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2",
      // The bucket of ap-east-1 serves it.
      "ap-east-2": null,
      // The bucket of me-central-1 serves it.
      "me-south-1": null,
      // A content delivery network serves these.
      "us-gov-east-1": null,
      "us-gov-west-1": null,
    },
  },
  "docker.io": { regions: { "us-east-1": "docker-images-prod" } },
  "quay.io": { regions: { "us-east-1": "quayio-production-s3" } },
};

/** Bucket of a region with the layers of a public registry; undefined if no bucket of that region serves them. */
export function registryBucket(registry: string, region: string): string | undefined {
  const known = own(REGISTRIES, registry);
  if (!known) return undefined;
  const exception = own(known.regions, region);
  return exception === undefined ? known.pattern?.(region) : (exception ?? undefined);
}
