import {
  type Entry,
  controllerAttachesWebAcl,
  hostsOf,
  isInternetFacing,
  servesHttps,
} from "../environment/entry";
import { type Environment } from "../environment/environment";
import { type LayerReader } from "./stack-outputs/layer-reader";
import { type NetworkOutputs } from "./stack-outputs/network";
import { type ModelIngressProps } from "./model-ingress";
import { loadBalancerLogBucket } from "./names/access-logs";

/** Where a load balancer of the controller is, with its certificate and its log. */
export function placementOf(
  environment: Environment,
  network: LayerReader<NetworkOutputs>,
): Pick<
  ModelIngressProps,
  "internetFacing" | "subnetIds" | "securityGroupId" | "logBucket" | "certificateArn"
> {
  const { entry } = environment.config;
  const logBucket = loadBalancerLogBucket(environment);
  return {
    internetFacing: isInternetFacing(entry),
    subnetIds: network.list(
      isInternetFacing(entry) ? "public_alb_subnet_ids" : "private_workload_subnet_ids",
    ),
    securityGroupId: network.text("alb_security_group_id"),
    ...(logBucket ? { logBucket } : {}),
    ...(servesHttps(entry) ? { certificateArn: network.text("certificate_arn") } : {}),
  };
}

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
