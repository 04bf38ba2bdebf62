import { COMPARISON } from "../../facts/content-comparison";
import { CONTAINER_FOLDERS } from "../../environment/container-folders";
import { type AwsCli, type AwsCliPod, WEIGHTS, awsCli } from "./weights";
import { type ModelBucket } from "./model-bucket";

/** The files of a promoted version, by the `sha256:` digest of their manifest, which is `<prefix without />.json`. */
export interface PinnedContent extends Pick<ModelBucket, "name" | "prefix"> {
  readonly digest: string;
  readonly region: string;
  readonly cli: AwsCli;
}

/** Runs after a copy and before the model, which does not start where a file differs. */
export function comparison(
  { name, prefix, digest, region, cli }: PinnedContent,
  isCopied: boolean,
  pod: AwsCliPod,
) {
  const { volumeMount, ...common } = awsCli("content", cli, region, pod);
  return {
    ...common,
    command: ["bash", "-c", COMPARISON, "content"],
    args: [name, prefix, digest, ...(isCopied ? [CONTAINER_FOLDERS.weights] : [])],
    volumeMount: [
      ...volumeMount,
      ...(isCopied ? [{ name: WEIGHTS, mountPath: CONTAINER_FOLDERS.weights, readOnly: true }] : []),
    ],
  };
}
