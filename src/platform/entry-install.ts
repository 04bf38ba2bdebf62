import { controllerAttachesWebAcl, hostsOf } from "../environment/entry";
import { type Environment } from "../environment/environment";
import { type LayerReader } from "./stack-outputs/layer-reader";
import { type NetworkOutputs } from "./stack-outputs/network";
import { type EnvironmentConfig } from "../environment/schema";
import { placementOf } from "./entry/placement";
import { type ModelIngress } from "./model-ingress";

type ModelIngressProps = ConstructorParameters<typeof ModelIngress>[2];

type Entry = EnvironmentConfig["entry"];

/** Settings of each Ingress of the entry: the controller makes one load balancer of them. */
export const ingressOf = (
  environment: Environment,
  network: LayerReader<NetworkOutputs>,
  entry: Extract<Entry, { type: "ingress" }>,
): Omit<ModelIngressProps, "name" | "namespace" | "backends"> => ({
  ...placementOf(environment, network),
  group: entry.name,
  idleSeconds: entry.idleTimeoutSeconds,
  hosts: hostsOf(entry),
  ...(entry.webAclArn && controllerAttachesWebAcl(environment.config) ? { webAclArn: entry.webAclArn } : {}),
});
