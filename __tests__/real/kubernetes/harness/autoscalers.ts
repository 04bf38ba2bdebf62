import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { type Deployment } from "./deployment";
import { Metrics, type Usage } from "./metrics";
import { type Model, isReady, podsOf } from "./models";
import { Watched } from "./watched";

/** The status of an autoscaler. All of it is of the same moment. */
export interface Autoscaling {
  /** Pods that it saw. */
  readonly current: number;
  readonly desired: number;
  /** Use of each resource in percent of the requests; empty without metrics. */
  readonly utilization: Usage;
  /** `True` or `False` and the reason, by condition. */
  readonly conditions: Readonly<Record<string, string>>;
  /** Message of each condition. */
  readonly messages: Readonly<Record<string, string>>;
}

/** The autoscalers of a deployment, and the metrics that move them. */
export class Autoscalers {
  private constructor(
    private readonly deployment: Deployment,
    private readonly metrics: Metrics,
    private readonly watched: Watched,
  ) {}

  static async start(deployment: Deployment): Promise<Autoscalers> {
    const { api } = deployment;
    const [metrics, watched] = [
      await Metrics.start(api),
      await Watched.start(api, "/apis/autoscaling/v2/horizontalpodautoscalers"),
    ];
    return new Autoscalers(deployment, metrics, watched);
  }

  stop(): void {
    this.watched.stop();
  }

  /** Reports a use for each ready pod of a model. */
  async use(model: Model, usage: Usage): Promise<void> {
    await this.metrics.report(podsOf(this.deployment, model).filter(isReady), usage);
  }

  /** Waits until the autoscaler of a model reports something. */
  async until(model: Model, what: string, holds: (reported: Autoscaling) => boolean): Promise<Autoscaling> {
    let last: Autoscaling | undefined;
    const look = (items: readonly JsonObject[]): boolean => {
      const found = items.find(({ metadata }) => {
        const { name, namespace } = asObject(metadata);
        return name === autoscalerOf(model) && namespace === model.namespace;
      });
      last = found && reportedBy(found);
      return last !== undefined && holds(last);
    };
    try {
      await this.watched.until(look, `${model.name}: ${what}`, LIMIT_MS);
    } catch (error) {
      throw new Error(`${String(error)}: ${JSON.stringify(last)}`, { cause: error });
    }
    if (!last) throw new Error(`${model.name} has no autoscaler`);
    return last;
  }

  /** Sizes that the autoscaler of a model has set, with its reasons. */
  rescales(model: Model): { readonly size: number; readonly reason: string }[] {
    return this.deployment.events.items
      .filter(({ reason, involvedObject }) => {
        const { name, namespace } = asObject(involvedObject);
        return (
          reason === "SuccessfulRescale" && name === autoscalerOf(model) && namespace === model.namespace
        );
      })
      .flatMap(({ message }) => {
        const [, size, why = ""] = /^New size: (\d+); reason: (.*)$/.exec(String(message)) ?? [];
        return size === undefined ? [] : [{ size: Number(size), reason: why }];
      });
  }
}

/** Only a failed test reaches it. */
const LIMIT_MS = 30_000;

const autoscalerOf = ({ autoscaler }: Model): unknown => asObject(autoscaler?.["metadata"])["name"];

/** Target of each resource of an autoscaler, in percent of the requests. */
export function targetsOf({ name, autoscaler }: Model): Usage {
  const metrics = asArray(asObject(autoscaler?.["spec"])["metrics"]).map((each) =>
    asObject(asObject(each)["resource"]),
  );
  if (metrics.length === 0) throw new Error(`${name} has no autoscaler with a resource`);
  return Object.fromEntries(
    metrics.map((resource) => [
      String(resource["name"]),
      Number(asObject(resource["target"])["averageUtilization"]),
    ]),
  );
}

function reportedBy({ status }: JsonObject): Autoscaling {
  const { currentReplicas, desiredReplicas, currentMetrics, conditions } = asObject(status);
  const all = asArray(conditions).map(asObject);
  const resources = asArray(currentMetrics).map((each) => asObject(asObject(each)["resource"]));
  return {
    current: Number(currentReplicas ?? 0),
    desired: Number(desiredReplicas ?? 0),
    utilization: Object.fromEntries(
      resources.flatMap(({ name, current }) => {
        const { averageUtilization } = asObject(current);
        return averageUtilization === undefined ? [] : [[String(name), Number(averageUtilization)]];
      }),
    ),
    conditions: Object.fromEntries(
      all.map(({ type, status: is, reason }) => [String(type), `${String(is)} ${String(reason)}`]),
    ),
    messages: Object.fromEntries(all.map(({ type, message }) => [String(type), String(message)])),
  };
}
