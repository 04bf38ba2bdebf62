import { z } from "../../base/zod";
import { component } from "../../platform/contract";
import { cachePrefixes } from "./registries";
import { NPX } from "../../base/program-name";

/**
 * ECR copies images of public registries at the first pull. Terraform creates the repositories, so nodes need no
 * `ecr:CreateRepository`, and tags are immutable: ECR never replaces a cached image.
 */
export const pullThroughCache = component({
  id: "pull-through-cache",
  title: "pull-through cache",
  settings: z
    .strictObject({})
    .describe(
      `Images of public.ecr.aws, registry.k8s.io and quay.io are pulled by pull-through cache rules of the account's ECR registry. With NAT, ECR fills the repositories at the first pull. Without NAT, fill them with the script of \`${NPX} lock images\`: the first pull needs a route to the internet. Images of other registries and charts are not cached.`,
    ),
  contributes: ({ name }) => ({ cachedRegistries: cachePrefixes(name) }),
});
