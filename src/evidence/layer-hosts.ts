/** Host that serves the layers of a registry to a client with a public address of a region. */
type LayerHost = (region: string) => string;

const CONTENT_DELIVERY: LayerHost = () => "cdn";

const s3Host = (bucket: string, region: string): string => `${bucket}.s3.dualstack.${region}.amazonaws.com`;

/** Region whose bucket of registry.k8s.io serves another region. */
const KUBERNETES_REGIONS: Readonly<Record<string, string>> = {
  "ap-east-2": "ap-east-1",
  "me-south-1": "me-central-1",
};

const kubernetesHost: LayerHost = (region) => {
  if (region.startsWith("us-gov-")) return "d1be1w964nk82h.cloudfront.net";
  const served = KUBERNETES_REGIONS[region] ?? region;
  const bucket =
    served === "eu-west-2"
      ? "767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2"
      : `prod-registry-k8s-io-${served}`;
  return s3Host(bucket, served);
};

/** A registry that reads S3 directly in one region and uses a content delivery network in all others. */
const inOneRegion =
  (bucket: string, home: string): LayerHost =>
  (region) =>
    region === home ? s3Host(bucket, home) : "cdn";

/**
 * Hosts of image layers, as clients see them. This table is independent of the one that the network is built from
 * (`src/facts/registry-buckets.ts`).
 *
 * Source: redirects of kubernetes/registry.k8s.io (snapshot of 2026-08-06); documentation of GitHub, NVIDIA, Amazon ECR
 * Public, Docker and Quay on hosts to allow in firewalls (read 2026-11-20).
 */
const LAYER_HOSTS: Readonly<Record<string, LayerHost>> = {
  "registry.k8s.io": kubernetesHost,
  "docker.io": inOneRegion("docker-images-prod", "us-east-1"),
  "quay.io": inOneRegion("quayio-production-s3", "us-east-1"),
  "public.ecr.aws": CONTENT_DELIVERY,
  "ecr-public.aws.com": CONTENT_DELIVERY,
  "ghcr.io": CONTENT_DELIVERY,
  "nvcr.io": CONTENT_DELIVERY,
};

/** Whether the host of a registry's layers is known. */
export const hasKnownLayers = (registry: string): boolean => Object.hasOwn(LAYER_HOSTS, registry);

/** Bucket in a region that serves the layers of a registry to clients there; undefined for other hosts. */
export function layerBucketIn(registry: string, region: string): string | undefined {
  const host = LAYER_HOSTS[registry]?.(region) ?? "";
  const [, bucket, home] = /^(.+)\.s3\.dualstack\.([a-z0-9-]+)\.amazonaws\.com$/.exec(host) ?? [];
  return home === region ? bucket : undefined;
}
