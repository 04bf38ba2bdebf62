import { type PodImage } from "../../../evidence/pod-images";

/** The program `aws` is the entry point of the image (aws/aws-cli, docker/Dockerfile, read 2026-11-22). */
export const POD_IMAGES: readonly PodImage[] = [
  {
    repository: "public.ecr.aws/aws-cli/aws-cli",
    tags: ["2.36.14", "2.36.15"],
    source: "public repositories of 2026 that pin them, some with a digest (read 2026-11-22)",
  },
];
