import { z } from "../../base/zod";
import { IDLE_SECONDS } from "../../facts/load-balancers";
import { certificateArn, cidr, dnsName, kubernetesName } from "../values";
import { freeText, hostedZoneId, webAclArn } from "./values";

const alsoHosts = z
  .array(dnsName())
  .default([])
  .describe(
    "Further host names that are served like `host`, so that clients can move from one to the other. A certificate that Terraform creates covers all of them; `certificateArn` must cover them too, which only AWS can tell. With a `hostedZoneId`, all are in that zone.",
  );

/** HTTPS keys. A rule of `rules/entry.ts` requires a certificate, a hosted zone or `httpOnly`. */
const https = {
  host: dnsName().optional().describe("Host name that clients use. Required unless `httpOnly` is true."),
  alsoHosts,
  certificateArn: certificateArn()
    .optional()
    .describe("ARN of an existing ACM certificate in the region of the environment."),
  hostedZoneId: hostedZoneId()
    .optional()
    .describe(
      "Id of the Route 53 hosted zone of `host`, in the account of the environment. Without `certificateArn`, a certificate is created and validated there.",
    ),
  httpOnly: z.boolean().default(false).describe("Serves plain HTTP. For classroom demos only."),
  webAclArn: webAclArn()
    .optional()
    .describe("ARN of a regional WAFv2 web ACL, which is associated with the load balancer."),
};

/**
 * Bounds: an idle timeout of an ALB is 1 to 4000 s, and a deregistration delay at most 3600 s (Elastic Load Balancing
 * API, LoadBalancerAttribute and TargetGroupAttribute, read 2026-11-28).
 */
const idleTimeoutSeconds = z
  .int()
  .min(1)
  .max(3600)
  .default(IDLE_SECONDS.alb)
  .describe(
    "Time in seconds after which the load balancer closes a connection on which no byte was sent. A pod that ends has as long for its open requests, so write the longest time of a whole answer where it is streamed. A language model sends a comment into a silent stream three times within it; its answer that is no stream must end within it. A change replaces the pods of the models one after another.",
  );

const scheme = z
  .enum(["internal", "internet-facing"])
  .default("internal")
  .describe("Addresses of the load balancer: private only (`internal`), or public (`internet-facing`).");

const recordZone = hostedZoneId()
  .optional()
  .describe(
    "Id of the Route 53 hosted zone of `host`, in the account of the environment. Requires `dnsRecord`.",
  );

const dnsRecord = z
  .boolean()
  .default(false)
  .describe(
    "Creates an alias record for `host` in `hostedZoneId` that points to the load balancer. If the controller replaces the load balancer, for example after a change of `scheme`, apply again afterwards. Default: an output has the record, for any DNS service.",
  );

const clientCidrs = z
  .array(cidr())
  .optional()
  .describe(
    "IPv4 ranges of the clients. Default: `0.0.0.0/0` for an internet-facing load balancer, otherwise the range of the VPC.",
  );

export const entry = z
  .discriminatedUnion("type", [
    z
      .strictObject({
        type: z
          .literal("ingress")
          .default("ingress")
          .describe("The load balancer controller creates an ALB from an Ingress."),
        name: kubernetesName(63).default("models").describe("Name of the Ingress."),
        scheme,
        clientCidrs,
        idleTimeoutSeconds,
        ...https,
        dnsRecord,
      })
      .describe(
        "An ALB that the load balancer controller creates from one Ingress for all models (the default).",
      ),
    z
      .strictObject({
        type: z
          .literal("terraform-alb")
          .describe("Terraform creates an ALB. The controller registers pods in its target group."),
        name: freeText(32)
          .optional()
          .describe(
            "Name of the ALB. Default: `<namePrefix>-api-demo-alb`, shortened with a hash to 32 characters.",
          ),
        targetGroupName: freeText(32)
          .optional()
          .describe(
            "Name of the target group. Default: `<namePrefix>-eks-api-tg`, shortened with a hash to 32 characters.",
          ),
        scheme,
        clientCidrs,
        idleTimeoutSeconds,
        ...https,
        demoEnabled: z
          .boolean()
          .default(false)
          .describe(
            "Whether the ALB exists: the default of the Terraform variable `demo_enabled`. `-var demo_enabled=true` turns it on until the next apply without it.",
          ),
        dnsRecord: z
          .boolean()
          .optional()
          .describe(
            "Creates an alias record for `host` in `hostedZoneId` that points to the ALB. Default: true with a `host` and a `hostedZoneId`.",
          ),
      })
      .describe("An ALB in Terraform for one model. A Terraform variable turns it on and off."),
    z
      .strictObject({
        type: z
          .literal("existing-alb")
          .describe("An ALB created outside Terraform. The controller registers pods in its target group."),
        loadBalancerName: freeText(32).describe("Name of the existing ALB."),
        targetGroupName: freeText(32).describe("Name of the existing target group, of target type `ip`."),
        scheme: scheme.describe(
          "Addresses of the ALB: private only, in the private subnets (`internal`), or public (`internet-facing`). The plan fails if the ALB differs.",
        ),
        host: dnsName()
          .optional()
          .describe("Host name of the ALB's certificate. Default: the DNS name of the ALB, over HTTP."),
        hostedZoneId: recordZone,
        dnsRecord: z
          .boolean()
          .default(false)
          .describe(
            "Creates an alias record for `host` in `hostedZoneId` that points to the ALB. Default: the record is created outside Terraform.",
          ),
      })
      .describe("An existing ALB in an existing network, for one model."),
    z
      .strictObject({
        type: z.literal("nlb").describe("The load balancer controller creates an NLB for each model."),
        scheme,
        clientCidrs,
        port: z
          .int()
          .min(1)
          .max(65535)
          .default(80)
          .describe("TCP port that the NLB listens on; 443 with `certificateArn`, for example."),
        certificateArn: certificateArn()
          .optional()
          .describe(
            "ARN of an existing ACM certificate in the region of the environment. The NLB then accepts TLS only, and the pods receive plain HTTP. Default: the NLB accepts plain HTTP.",
          ),
        host: dnsName()
          .optional()
          .describe(
            "Host name that clients use, for one model. Default: the DNS name of the NLB of each model.",
          ),
        alsoHosts,
        hostedZoneId: recordZone,
        dnsRecord,
      })
      // Network Load Balancer guide, "Update the TCP idle timeout": 350 s for TCP by default, and
      // fixed for TLS (read 2026-11-28).
      .describe(
        "An NLB for each model, from a Service of type LoadBalancer. It closes a connection on which no byte was sent for 350 s, which no key changes: an answer of a language model that is no stream must end within it.",
      ),
    z
      .strictObject({
        type: z
          .literal("none")
          .describe("No load balancer. Pods of the cluster call the Services of the models."),
      })
      .describe(
        "No load balancer: only pods of the cluster reach the models, by the names of their Services.",
      ),
  ])
  .describe("How clients reach the models.");
