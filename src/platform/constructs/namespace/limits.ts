import { LimitRangeV1 } from "@cdktf/provider-kubernetes/lib/limit-range-v1";
import { ResourceQuotaV1 } from "@cdktf/provider-kubernetes/lib/resource-quota-v1";
import { type Construct } from "constructs";
import { type INamespace } from "../../namespace";
import DEFAULTS from "./container-defaults.json";

/** Bounds the objects of a namespace, and gives amounts to containers that state none. */
export function limitNamespace(
  scope: Construct,
  namespace: INamespace,
  hard: Readonly<Record<string, string>>,
  /** Resources of a container that states none. */
  defaults: ContainerDefaults = DEFAULTS.container,
): void {
  const dependsOn = [namespace.resource];
  const metadata = { name: LIMITS, namespace: namespace.name };
  new ResourceQuotaV1(scope, "Quota", { metadata, spec: { hard: { ...hard } }, dependsOn });
  new LimitRangeV1(scope, "Defaults", {
    metadata,
    spec: { limit: [{ type: "Container", ...defaults }] },
    dependsOn,
  });
}

/** Limits and requests of a container that states none. */
interface ContainerDefaults {
  readonly default: { readonly [resource: string]: string };
  readonly defaultRequest: { readonly [resource: string]: string };
}

/** A changed name would replace the quota of models. */
const LIMITS = "models";
