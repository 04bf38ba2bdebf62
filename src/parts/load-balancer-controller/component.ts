import { controllerAttachesWebAcl } from "../../environment/entry";
import { controllerPolicy } from "./policy";
import { awsLocation } from "../../facts/aws";
import { component } from "../../platform/contract";
import { CONTROLLER_ACCOUNT, controllerValues } from "./values";

/**
 * Creates ALBs for Ingresses and NLBs for Services, and registers pods in their target groups.
 *
 * Source: aws/eks-charts and kubernetes-sigs/aws-load-balancer-controller at v3.5.0 of 2026-08-03 (read 2026-11-20). 3.6.0
 * exists; its IAM policy was not read. A new version needs a new
 * `policy.ts`.
 */
export const loadBalancerController = component({
  id: "load-balancer-controller",
  title: "AWS Load Balancer Controller",
  order: 80,
  kinds: {
    "aga.k8s.aws": ["globalaccelerators"],
    "elbv2.k8s.aws": ["albtargetcontrolconfigs", "ingressclassparams", "targetgroupbindings"],
    "gateway.k8s.aws": [
      "listenerruleconfigurations",
      "loadbalancerconfigurations",
      "targetgroupconfigurations",
    ],
  },
  identities: ({ config }) => [
    {
      name: "load-balancer-controller",
      id: "Role",
      description: "Lets the AWS Load Balancer Controller make load balancers",
      // Terraform creates the account: the role's trust policy contains the name, so a chart value that changes it would
      // remove the pods' access without an error.
      trust: { namespace: "kube-system", serviceAccount: CONTROLLER_ACCOUNT, accountId: "Account" },
      // Inline, because no other role uses the policy and it is destroyed with its role. A managed
      // policy would fit too (5,300 of 6,144 characters), with little room for the next version; an
      // inline policy can have 10,240.
      statements: controllerPolicy(awsLocation(config.account, config.region).partition),
    },
  ],
  charts: [
    {
      name: "aws-load-balancer-controller",
      id: "Release",
      repository: "https://aws.github.io/eks-charts",
      version: "3.5.0",
      images: {
        controller: { repository: "public.ecr.aws/eks/aws-load-balancer-controller", tag: "v3.5.0" },
      },
      namespace: "kube-system",
      identity: "load-balancer-controller",
      values: (refs, { config }) => controllerValues(refs, controllerAttachesWebAcl(config)),
      // Until its pods answer, its webhooks reject the objects that other charts create.
      failsClosed: true,
      crdsCommand: { output: "controller_crds_command", of: "the controller" },
    },
  ],
  needs: () => ({
    services: [
      { service: "ec2", why: "reads subnets and security groups" },
      { service: "elasticloadbalancing", why: "makes load balancers and registers pods" },
      { service: "sts", why: "exchanges its service account for a role" },
    ],
    fromControlPlane: [{ port: 9443, why: "webhook of the AWS Load Balancer Controller" }],
  }),
});
