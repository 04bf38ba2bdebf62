import { Construct } from "constructs";
import { rangesOf } from "../../environment/zones";
import { KSERVE_NAMESPACE } from "./names";
import { type Install } from "../../platform/install";
import { ProgramPolicies } from "../../platform/network-policies";

const WEBHOOK_PORT = 9443;

const HTTPS = 443;

/** Network policies of the namespace: the control plane calls the webhooks, and the controller the Kubernetes API. */
export const install: Install = {
  platform: (stack, { environment, apiServerIp, namespaceResource, installBefore, release }) => {
    const scope = new Construct(stack, "kserve-traffic");
    const { resources } = new ProgramPolicies(scope, "Policies", {
      namespace: { name: KSERVE_NAMESPACE, resource: namespaceResource(KSERVE_NAMESPACE) },
      programs: [
        {
          name: "controller",
          pods: { "control-plane": "kserve-controller-manager" },
          ingress: [
            {
              peers: rangesOf(environment).controlPlane.map((cidr) => ({ cidr })),
              ports: [WEBHOOK_PORT],
            },
          ],
          egress: [{ peers: [{ cidr: `${apiServerIp()}/32` }], ports: [HTTPS] }],
        },
      ],
    });
    // The controller ends while the definitions of its objects are missing.
    installBefore("kserve-resources", [release("kserve-crd"), ...resources]);
    return {};
  },
};
