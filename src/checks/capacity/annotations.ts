import { block, text } from "../../analysis/blocks";
import { type PlannedResource } from "../../terraform-json/environment-plan";

/** An annotation of a Kubernetes object, as it is written. */
export const annotationOf = ({ config }: PlannedResource, key: string): string | undefined =>
  text(block(block(config["metadata"])["annotations"])[key]);
