import { COMPARISON } from "../../facts/content-comparison";
import { WEIGHTS_PATH } from "../../environment/container-folders";
import { type ModelBucket } from "../permissions";
import { type AwsCli, type AwsCliPod, WEIGHTS, awsCli } from "./weights";

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
    args: [name, prefix, digest, ...(isCopied ? [WEIGHTS_PATH] : [])],
    volumeMount: [
      ...volumeMount,
      ...(isCopied ? [{ name: WEIGHTS, mountPath: WEIGHTS_PATH, readOnly: true }] : []),
    ],
  };
}
