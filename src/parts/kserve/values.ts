import { type References, type ReleaseValues } from "../../platform/contract";

/** Source for keys: values of kserve-resources v0.20.0 (read 2026-11-22). */
export const kserveValues = ({ image }: References): ReleaseValues => {
  const [controller, proxy] = [image("controller"), image("proxy")];
  return {
    kserve: {
      // Only the two shared objects below. The third is an init container that downloads models, which has no size limit:
      // models have their weights by a mount or a download of their own.
      createSharedResources: false,
      inferenceServiceConfig: { enabled: true },
      certManager: { enabled: true },
      controller: {
        // The other mode needs Knative, a service mesh and a load balancer of its own.
        deploymentMode: "Standard",
        image: controller.repository,
        tag: controller.tag,
        imagePullPolicy: "IfNotPresent",
        rbacProxyImage: `${proxy.repository}:${proxy.tag}`,
        gateway: {
          // The models layer has the load balancer.
          disableIngressCreation: true,
          disableIstioVirtualHost: true,
          // A host of the default template has the names of predictor and namespace in one label of
          // at most 63 characters.
          domainTemplate: "{{ .Name }}.{{ .Namespace }}.{{ .IngressDomain }}",
        },
      },
      security: { autoMountServiceAccountToken: false },
      // Its defaults would give a CPU limit to models without one, and pods whose requests exceed it are refused.
      inferenceservice: { resources: { limits: NONE, requests: NONE } },
    },
  };
};

const NONE: ReleaseValues = { cpu: "", memory: "" };
