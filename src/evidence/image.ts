import { type ImagePlatforms } from "./image-platforms";
import { VLLM_FACTS } from "./vllm";

/** The image of the project. Tags of its builds for one platform or another version of CUDA have an end after the version. */
export const VLLM_IMAGE: ImagePlatforms = {
  repository: "docker.io/vllm/vllm-openai",
  tags: [`v${VLLM_FACTS.version}`],
  platforms: ["linux/amd64", "linux/arm64"],
  source: `vllm ${VLLM_FACTS.version} of PyPI, source distribution: .buildkite/scripts/publish-release-images.sh, which joins x86_64 and aarch64 under one tag (read 2026-11-28)`,
};
