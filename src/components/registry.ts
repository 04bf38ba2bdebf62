import { cloudwatchObservability } from "./cloudwatch-observability/component";
import { type AnyComponent } from "./contract";
import { coredns } from "./coredns/component";
import { podIdentityAgent } from "./eks-pod-identity-agent/component";
import { fargate } from "./fargate/component";
import { fargateLogRouter } from "./fargate-log-router/component";
import { gpuDevicePlugin } from "./gpu-device-plugin/component";
import { kubeProxy } from "./kube-proxy/component";
import { loadBalancerController } from "./load-balancer-controller/component";
import { metricsServer } from "./metrics-server/component";
import { modelSecrets } from "./model-secrets/component";
import { models } from "./models/component";
import { nodes } from "./nodes/component";
import { sagemakerClients } from "./sagemaker-clients/component";
import { sessionManager } from "./session-manager/component";
import { vpcCni } from "./vpc-cni/component";

/** All parts of the platform. Their order is that of emitted resources and of names in descriptions. */
export const COMPONENTS: readonly AnyComponent[] = [
  nodes,
  vpcCni,
  kubeProxy,
  podIdentityAgent,
  coredns,
  sessionManager,
  metricsServer,
  loadBalancerController,
  cloudwatchObservability,
  fargateLogRouter,
  models,
  modelSecrets,
  gpuDevicePlugin,
  sagemakerClients,
  fargate,
];
