import { BOTH, type ImagePlatforms } from "../../../../proof/facts/image-platforms";

/** Sidecars of CSI drivers are built by one file that each repository has a copy of. */
const ofCsi = (name: string, repository: string, tag: string): ImagePlatforms => ({
  repository: `registry.k8s.io/sig-storage/${name}`,
  tags: [tag],
  platforms: BOTH,
  source: `kubernetes-csi/${repository} ${tag}, release-tools/prow.sh (read 2026-11-23)`,
});

const SECRETS_STORE = "kubernetes-sigs/secrets-store-csi-driver v1.6.0, Makefile (read 2026-11-23)";

export const IMAGE_PLATFORMS: readonly ImagePlatforms[] = [
  ofCsi("csi-node-driver-registrar", "node-driver-registrar", "v2.16.0"),
  ofCsi("livenessprobe", "livenessprobe", "v2.18.0"),
  {
    repository: "registry.k8s.io/csi-secrets-store/driver",
    tags: ["v1.6.0"],
    platforms: BOTH,
    source: SECRETS_STORE,
  },
  {
    repository: "registry.k8s.io/csi-secrets-store/driver-crds",
    tags: ["v1.6.0"],
    platforms: BOTH,
    source: SECRETS_STORE,
  },
  {
    repository: "public.ecr.aws/aws-secrets-manager/secrets-store-csi-driver-provider-aws",
    tags: ["3.1.1"],
    platforms: BOTH,
    source: "aws/secrets-store-csi-driver-provider-aws 3.1.1, Makefile (read 2026-11-23)",
  },
];
