import { type EnvironmentPlan, inLayer } from "../terraform/environment-plan";
import { asArray } from "../terraform/stack-json";
import { resolveReferences } from "./text-references";
import { variablesOf } from "./kubernetes-pods";
import { type Container, type Pods, objectsOf } from "./kubernetes-objects";

/** An init container that compares the files of a version with the manifest of a digest. */
interface PinnedContent {
  readonly container: Container;
  /** A bucket, a prefix and a digest, and the folder of the files where they are copied. */
  readonly args: readonly string[];
  readonly digest: string;
  /** Key of the manifest of the version. */
  readonly manifest: string;
}

export function pinnedContent(plan: EnvironmentPlan, pods: Pods): PinnedContent | undefined {
  for (const container of pods.containers.filter(({ init }) => init)) {
    const args = asArray(container.config.args).map((value) =>
      resolveReferences(plan, inLayer(pods.owner.resource, value)),
    );
    const [, , digest = ""] = args;
    if (/^sha256:[0-9a-f]{64}$/.test(digest)) {
      const { MODEL_PREFIX: prefix = "" } = variablesOf(plan, pods);
      return { container, args, digest, manifest: manifestOf(prefix) };
    }
  }
  return undefined;
}

/** Models whose files are those of one version, as the job of images/mlflow/promote.py copies them. */
export const promotedVersions = (plan: EnvironmentPlan) =>
  objectsOf(plan).pods.flatMap((pods) => {
    const { MODEL_BUCKET: bucket = "", MODEL_PREFIX: prefix = "" } = variablesOf(plan, pods);
    const digest = pinnedContent(plan, pods)?.digest;
    const { programName: model, resource } = pods.owner;
    const found = { model, resource, bucket, prefix, digest, manifest: manifestOf(prefix) };
    return digest !== undefined || /^[^/]+\/[1-9]\d*\/$/.test(prefix) ? [found] : [];
  });

/** Key of the manifest of a version, which its job writes last. */
const manifestOf = (prefix: string): string => `${prefix.replace(/\/$/, "")}.json`;
