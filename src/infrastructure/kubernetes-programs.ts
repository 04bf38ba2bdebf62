import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { accountOf } from "./kubernetes-pods";
import { type ProgramsOf } from "./kubernetes-platform-program";
import { fargateProfiles } from "./capacity-placement";
import { carries, type Labels } from "./kubernetes-labels";
import { objectsOf, type Pods } from "./kubernetes-objects";
import { PROGRAMS_OF_PARTS } from "./generated/platform-programs-of-parts";
import { RESTS } from "./rests";

type PlatformProgram = ReturnType<ProgramsOf>[number];

/** Programs of the platform, and the pods that they create. */
class PlatformPrograms {
  readonly all: readonly PlatformProgram[];
  private readonly byPods: ReadonlyMap<Pods, PlatformProgram>;

  constructor(private readonly plan: EnvironmentPlan) {
    this.all = Object.values(PROGRAMS_OF_PARTS).flatMap((programsOf) => programsOf(plan));
    this.byPods = new Map(this.all.map((program) => [program.pods, program]));
  }

  /** The program that pods belong to. Pods of a program have no entry for clients of models. */
  of(pods: Pods): PlatformProgram | undefined {
    return this.byPods.get(pods);
  }

  /** Whether pods accept no connections, so that they need no port, probe or Service. */
  hasNoEndpoint(pods: Pods): boolean {
    return this.of(pods)?.acceptsConnections === false;
  }

  /** The program with a service account. */
  withAccount(namespace: string, name: string): PlatformProgram | undefined {
    return this.all.find(
      ({ pods }) => pods.owner.namespace === namespace && accountOf(this.plan, pods) === name,
    );
  }

  /** Pods with the labels of a selector that programs create. */
  createdPods(namespace: string, selector: Labels): Pods[] {
    return this.all.flatMap(({ isDeployed, pods }) =>
      !isDeployed && pods.owner.namespace === namespace && carries(pods.labels, selector) ? [pods] : [],
    );
  }
}

export const platformProgramsOf = memoizePerPlan((plan: EnvironmentPlan) => new PlatformPrograms(plan));

/** Workloads whose pods Terraform creates, without the jobs that scale them and programs of the platform: the models. */
export const modelPods = memoizePerPlan((plan: EnvironmentPlan): readonly Pods[] => {
  const jobs = new Set(RESTS.flatMap(({ jobsOf }) => jobsOf(plan)));
  return objectsOf(plan).pods.filter(
    (pods) => !jobs.has(pods) && platformProgramsOf(plan).of(pods) === undefined,
  );
});

export const runsOnFargate = (plan: EnvironmentPlan, { owner, labels }: Pods): boolean =>
  fargateProfiles(plan).some(({ selects }) => selects({ namespace: owner.namespace, labels }));
