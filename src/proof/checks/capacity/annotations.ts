import { block, text } from "../../model/blocks";
import { type PlannedResource } from "../../terraform-json/environment-plan";

/** The literal value of an annotation of a Kubernetes object. */
export const annotationOf = ({ config }: PlannedResource, key: string): string | undefined =>
  text(block(block(config["metadata"])["annotations"])[key]);
