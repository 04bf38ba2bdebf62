import { type EnvironmentPlan } from "../terraform/environment-plan";
import { accountOf } from "./named-by-pods";
import { memoizePerPlan } from "./blocks";
import { type Labels, type Pods, carries } from "./kubernetes-objects";
import { type PlatformProgram } from "./platform-program";
import { PROGRAMS_OF_PARTS } from "./generated/platform-programs-of-parts";

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
