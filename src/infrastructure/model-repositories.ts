import { POD_IMAGES_OF_PARTS } from "../evidence/pod-images-of-parts";
import { type EnvironmentPlan, type PlannedResource, type ResourceOf } from "../terraform/environment-plan";
import { memoizePerPlan, valueOf } from "./blocks";
import { type Pods, mainContainer, objectsOf } from "./kubernetes-objects";
import { knownText, resolveReferences } from "./references";
import { type ImageReference, parseImage } from "./image-reference";
import { pulledImages } from "./pulled-images";
import { isCopyOf } from "./release-images";

/** The image that the pods of a model run, from a repository of the environment. */
interface ModelImage {
  readonly pods: Pods;
  readonly image: ImageReference;
  readonly repository: ResourceOf<"aws_ecr_repository">;
}

const nameOf = (plan: EnvironmentPlan, { layer, config }: ResourceOf<"aws_ecr_repository">): string =>
  resolveReferences(plan, { layer, value: config.name });

/** Images that users build: main containers of Deployments in the layer of models, without copies such as servers of KServe. */
export const modelImages = memoizePerPlan((plan: EnvironmentPlan): readonly ModelImage[] => {
  const owned = new Map(
    plan.resources("aws_ecr_repository").map((repository) => [nameOf(plan, repository), repository]),
  );
  return objectsOf(plan).pods.flatMap((pods): ModelImage[] => {
    const container = mainContainer(pods);
    const { resource, kind } = pods.owner;
    const text = container && knownText(plan, valueOf(resource, container.config.image));
    if (kind !== "deployment" || resource.layer !== "models" || text === undefined) return [];
    const image = parseImage(text);
    const repository = owned.get(image.path);
    if (repository === undefined || POD_IMAGES_OF_PARTS.some((known) => isCopyOf(known, image))) return [];
    return [{ pods, image, repository }];
  });
});

/**
 * Repositories of models: those of their images, and those that nothing in the stacks pulls and that have no folder below the
 * environment's, as of models that Argo CD deploys. Mirrors keep the path of their source, so that they have one.
 */
export const modelRepositories = memoizePerPlan((plan: EnvironmentPlan): readonly PlannedResource[] => {
  const ofModels = new Set(modelImages(plan).map(({ repository }) => repository));
  const pulled = new Set(pulledImages(plan).map(({ image }) => image.path));
  return plan.resources("aws_ecr_repository").filter((repository) => {
    const name = nameOf(plan, repository);
    return ofModels.has(repository) || (!pulled.has(name) && /^[^/]+\/[^/]+$/.test(name));
  });
});
