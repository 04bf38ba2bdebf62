import { type ImageReference, pulledImages, runImagePlace } from "../../../infrastructure/kubernetes-images";
import { type DeployedProgram, kubeflowPipelinesProgramsOf } from "../model/programs";
import { RUN_IMAGES, type ReleaseSet, type RunImage } from "../facts/kubeflow-pipelines";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";

/** Versions of one set are the same, and images of runs come from where the program comes from. */
export const imageProblems = (plan: EnvironmentPlan, program: DeployedProgram): string[] => [
  ...versionProblems(plan, program, program.facts.set, program.image, "its image"),
  ...RUN_IMAGES.filter(({ writtenBy }) => writtenBy === program.kind).flatMap((known) =>
    runImageProblems(plan, program, known),
  ),
];

function runImageProblems(plan: EnvironmentPlan, program: DeployedProgram, known: RunImage): string[] {
  const where = runImagePlace(known.from);
  const found = pulledImages(plan).find(
    (each) => each.resource === program.pods.owner.resource && each.where === where,
  );
  if (!found) return [`it has no ${where}, so runs pull an image from the internet`];
  const { image } = found;
  if (!image.isCopyOf(known)) return [`${where} is ${image.text}, expected ${known.repository}`];
  return [
    ...versionProblems(plan, program, known.set, image, where),
    ...(image.registry === program.image.registry
      ? []
      : [`${where} is in ${image.registry}, expected ${program.image.registry} as for the program`]),
  ];
}

/** The first program of a set in the namespace has the version of all. */
function versionProblems(
  plan: EnvironmentPlan,
  { pods }: DeployedProgram,
  set: ReleaseSet,
  { tag }: ImageReference,
  where: string,
): string[] {
  const first = kubeflowPipelinesProgramsOf(plan).find(
    (each) => each.facts.set === set && each.pods.owner.namespace === pods.owner.namespace,
  );
  return first && first.image.tag !== tag
    ? [
        `${where} has the version ${tag ?? "(none)"}, expected ${first.image.tag ?? "(none)"} as ${first.pods.owner.name}`,
      ]
    : [];
}
