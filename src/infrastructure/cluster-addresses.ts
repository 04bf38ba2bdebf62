import { type EnvironmentPlan } from "../terraform/environment-plan";
import { number, text } from "../terraform/stack-json";
import { modelPods } from "./kubernetes-programs";
import { type Pods, objectsOf } from "./kubernetes-objects";
import { labelsOf } from "./kubernetes-labels";
import { items } from "./kubernetes-api";

/** A port of a Service of a model, which pods of the cluster call. */
interface ClusterAddress {
  readonly model: string;
  readonly pods: Pods;
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  /** Such as `http://fraud.models.svc.cluster.local:80`. */
  readonly url: string;
  /** Path of the readiness probe. @default - it reads no path */
  readonly health?: string;
}

/** Addresses of the models for pods of the cluster. */
export const clusterAddressesOf = (plan: EnvironmentPlan): ClusterAddress[] =>
  objectsOf(plan)
    .ofKind("service")
    .flatMap(({ namespace, name: service, spec }) => {
      const selector = labelsOf(spec.selector);
      const selected = Object.keys(selector).length > 0 ? objectsOf(plan).selected(namespace, selector) : [];
      const models = selected.filter((pods) => modelPods(plan).includes(pods));
      const ports = items(spec.ports).flatMap((each) => number(each.port) ?? []);
      return models.flatMap((pods) => {
        const probe = pods.main?.config.readinessProbe ?? {};
        const health = text(probe.httpGet?.path);
        return ports.map((port) => ({
          model: pods.owner.name,
          pods,
          namespace,
          service,
          port,
          url: `http://${service}.${namespace}.svc.cluster.local:${port}`,
          ...(health === undefined ? {} : { health }),
        }));
      });
    });
