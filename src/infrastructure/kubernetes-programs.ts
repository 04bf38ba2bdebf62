import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { accountOf } from "./kubernetes-pods";
import { type ProgramsOf } from "./kubernetes-platform-program";
import { fargateProfiles } from "./capacity-placement";
import { carries, type Labels, objectsOf, type Pods } from "./kubernetes-objects";
import { PROGRAMS_OF_PARTS } from "./generated/platform-programs-of-parts";
import { RESTS } from "./rests";
import { type InterfaceSet, interfacesOf } from "./network-interfaces";

type PlatformProgram = ReturnType<ProgramsOf>[number];

/** Programs of the platform, and the pods that they create. */
export const platformProgramsOf = memoizePerPlan((plan: EnvironmentPlan): readonly PlatformProgram[] =>
  Object.values(PROGRAMS_OF_PARTS).flatMap((programsOf) => programsOf(plan)),
);

const byPods = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<Pods, PlatformProgram> =>
    new Map(platformProgramsOf(plan).map((program) => [program.pods, program])),
);

/** The program of the platform that pods belong to. */
export const programOfPods = (plan: EnvironmentPlan, pods: Pods): PlatformProgram | undefined =>
  byPods(plan).get(pods);

/** Whether pods are those of a program of the platform: they have no entry for clients of models. */
export const isPlatformProgram = (plan: EnvironmentPlan, pods: Pods): boolean => byPods(plan).has(pods);

/** Whether pods accept no connections, so that they need no port, probe or Service. */
export const hasNoEndpoint = (plan: EnvironmentPlan, pods: Pods): boolean =>
  programOfPods(plan, pods)?.acceptsConnections === false;

/** Pods with the labels of a selector that programs of the platform create. */
export const createdPodsWith = (plan: EnvironmentPlan, namespace: string, selector: Labels): Pods[] =>
  platformProgramsOf(plan).flatMap(({ isDeployed, pods }) =>
    !isDeployed && pods.owner.namespace === namespace && carries(pods.labels, selector) ? [pods] : [],
  );

/** The program with a service account. */
export const programOfAccount = (
  plan: EnvironmentPlan,
  namespace: string,
  name: string,
): PlatformProgram | undefined =>
  platformProgramsOf(plan).find(
    ({ pods }) => pods.owner.namespace === namespace && accountOf(plan, pods) === name,
  );

/** Workloads whose pods Terraform creates, without the jobs that scale them and programs of the platform: the models. */
export const modelsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Pods[] => {
  const jobs = new Set(RESTS.flatMap(({ jobsOf }) => jobsOf(plan)));
  return objectsOf(plan).pods.filter((pods) => !jobs.has(pods) && !isPlatformProgram(plan, pods));
});

/** Whether some models run on nodes, and whether some run on Fargate. */
export const placesOfModels = memoizePerPlan((plan: EnvironmentPlan) => {
  const places = modelsOf(plan).map((pods) => runsOnFargate(plan, pods));
  return { fargate: places.includes(true), nodes: places.includes(false) };
});

export const runsOnFargate = (plan: EnvironmentPlan, { owner, labels }: Pods): boolean =>
  fargateProfiles(plan).some(({ selects }) => selects({ namespace: owner.namespace, labels }));

/** Interface sets of a model's pods. */
export function interfacesOfPods(plan: EnvironmentPlan, pods: Pods): InterfaceSet[] {
  if (!runsOnFargate(plan, pods)) return [...interfacesOf(plan).nodes];
  const fargate = interfacesOf(plan).fargate;
  return fargate ? [fargate] : [];
}
