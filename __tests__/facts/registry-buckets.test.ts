import { registryBucket } from "../../src/facts/registry-buckets";
import { layerBucketIn } from "../../src/evidence/layer-hosts";

const REGIONS = [
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "ca-west-1", "mx-central-1"],
  ...["sa-east-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-central-2", "eu-north-1"],
  ...["eu-south-1", "eu-south-2", "af-south-1", "il-central-1", "me-central-1", "me-south-1"],
  ...["ap-east-1", "ap-east-2", "ap-south-1", "ap-south-2", "ap-northeast-1", "ap-northeast-2"],
  ...["ap-northeast-3", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4"],
  ...["ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "us-gov-east-1", "us-gov-west-1"],
];
const REGISTRIES = ["registry.k8s.io", "docker.io", "quay.io", "public.ecr.aws", "ghcr.io", "nvcr.io"];

test.each(REGISTRIES)("both tables of %s agree in every region", (registry) => {
  const differing = REGIONS.filter(
    (region) => registryBucket(registry, region) !== layerBucketIn(registry, region),
  );
  expect(differing).toEqual([]);
});

test.each([
  ["ap-southeast-2", "prod-registry-k8s-io-ap-southeast-2"],
  ["eu-west-2", "767373bbdcb8270361b96548387bf2a9ad0d48758c35-eu-west-2"],
  ["ap-east-2", undefined],
  ["me-south-1", undefined],
  ["us-gov-west-1", undefined],
])("registry.k8s.io serves %s from the bucket %s of that region", (region, bucket) => {
  expect(registryBucket("registry.k8s.io", region)).toBe(bucket);
});

test.each(["docker.io", "quay.io"])("%s has a bucket in us-east-1 only", (registry) => {
  const served = REGIONS.filter((region) => registryBucket(registry, region) !== undefined);
  expect(served).toEqual(["us-east-1"]);
});
