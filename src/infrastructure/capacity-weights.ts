import { type WeightWay } from "../facts/cold-start";
import { type EnvironmentPlan, inLayer, memoizePerPlan } from "../terraform/environment-plan";
import { asArray, number, text } from "../terraform/stack-json";
import { resolveReferences } from "./text-references";
import { s3VolumesOf } from "./kubernetes-volumes";
import { items, type Volume } from "./kubernetes-api";
import { type Container, type Pods } from "./kubernetes-objects";
import { NLB_SECONDS } from "../evidence/load-balancers";
import { entriesOf } from "./network-entries";

/** Size and rate that a Deployment states for the files that its pods read at their start. */
interface StatedWeights {
  readonly sizeMiB: number;
  readonly mibPerSecond: number;
  /** Time to load the model beside the read of the files, in seconds. */
  readonly loadingSeconds: number;
}

/** An init container that copies files from S3 into a volume. */
interface Download {
  readonly container: Container;
  /** Source as `s3://BUCKET/PREFIX`. */
  readonly from: string;
  /** Path that it writes to. */
  readonly to: string;
  /** The volume at that path. @default - none is mounted there */
  readonly volume?: Volume;
}

/** How pods start: their weights, and the times until they answer, in seconds. */
class Start {
  constructor(
    private readonly plan: EnvironmentPlan,
    private readonly pods: Pods,
  ) {}

  /** The statement of the Deployment; undefined without one, or if a number is missing. */
  get weights(): StatedWeights | undefined {
    const { annotations } = this.pods.owner;
    const stated = (key: string): number => number(annotations[`${STATEMENT}-${key}`]) ?? 0;
    const [sizeMiB, mibPerSecond, loadingSeconds] = [
      stated("mib"),
      stated("mib-per-second"),
      stated("loading-seconds"),
    ];
    return sizeMiB > 0 && mibPerSecond > 0 && loadingSeconds > 0
      ? { sizeMiB, mibPerSecond, loadingSeconds }
      : undefined;
  }

  /** Longest time to read all files at the stated rate; 0 without a statement. */
  get readSeconds(): number {
    const { weights } = this;
    return weights === undefined ? 0 : Math.ceil(weights.sizeMiB / weights.mibPerSecond);
  }

  /** Copies of the AWS CLI: `aws s3 sync SOURCE FOLDER`, or `cp`. */
  get downloads(): Download[] {
    return this.pods.containers
      .filter(({ init }) => init)
      .flatMap((container) => {
        const words = [...asArray(container.config.command), ...asArray(container.config.args)].map((value) =>
          resolveReferences(this.plan, inLayer(this.pods.owner.resource, value)),
        );
        const source = words.findIndex((word) => word.startsWith("s3://"));
        const to = words[source + 1];
        if (source === -1 || to === undefined || !words.includes("s3")) return [];
        const mount = items(container.config.volumeMounts).find(({ mountPath: path }) => path === to);
        const volume = items(this.pods.spec.volumes).find(
          ({ name }) => mount !== undefined && text(name) === text(mount.name),
        );
        return [{ container, from: words[source] ?? "", to, ...(volume ? { volume } : {}) }];
      });
  }

  /** Way of the weights of a language model into its GPUs, on nodes whose pods have their disk on an instance store or not. */
  wayOf(onInstanceStore: boolean): WeightWay {
    if (s3VolumesOf(this.plan, this.pods).length > 0) return "mount";
    if (this.downloads.length === 0) return "stream";
    return onInstanceStore ? "instance-store" : "root-disk";
  }

  get isBehindNlb(): boolean {
    return behindNlb(this.plan).has(this.pods.owner.resource);
  }

  /**
   * Longest time until the load balancer sends requests to a started pod. The check
   * `readiness-gates` ensures that the pod is ready only then. An ALB takes seconds, which are not
   * counted.
   */
  get registrationSeconds(): number {
    return this.isBehindNlb ? NLB_SECONDS.registeredAfter : 0;
  }

  /** Longest time until the startup probe succeeds, with the defaults of Kubernetes. */
  get probeSeconds(): number {
    const probe = this.pods.main?.config.startupProbe ?? {};
    if (Object.keys(probe).length === 0) return 0;
    const tries = (number(probe.periodSeconds) ?? 10) * (number(probe.failureThreshold) ?? 3);
    return tries + (number(probe.initialDelaySeconds) ?? 0);
  }
}

export const startOf = (plan: EnvironmentPlan, pods: Pods): Start => new Start(plan, pods);

const STATEMENT = "private-eks-inference/weights";

/** Owners of pods behind an NLB. */
const behindNlb = memoizePerPlan(
  (plan: EnvironmentPlan) =>
    new Set(
      entriesOf(plan)
        .filter(({ kind }) => kind === "nlb")
        .flatMap(({ pods }) => pods.map(({ owner }) => owner.resource)),
    ),
);
