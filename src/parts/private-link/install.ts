import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb";
import { VpcEndpointService } from "@cdktf/provider-aws/lib/vpc-endpoint-service";
import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { nlbServiceName } from "../../environment/model-names";
import { type Install } from "../../platform/install";
import { ownId } from "../../platform/own-id";
import { partSettings } from "../../platform/part-settings";
import { type PrivateLink } from "./settings";

/**
 * Name of an NLB in its DNS name: `NAME-ID.elb.REGION.amazonaws.com`, with 16 hexadecimal digits as the id (Network Load
 * Balancers guide, "DNS name", read 2026-12-01).
 */
const NAME_IN_HOST = "^([^.]+)-[0-9a-f]+[.]";

/** The controller leaves the attribute of the NLB alone without it, which then is `on` (its guide, "Service annotations", 3.5.0). */
const JUDGES_CONSUMERS =
  "service.beta.kubernetes.io/aws-load-balancer-inbound-sg-rules-on-private-link-traffic";

/**
 * An endpoint service for the NLB of each model, in the layer of the Services: the NLB exists after its Service only, which waits
 * for its DNS name, and no NLB is deleted before its endpoint service.
 */
export const install: Install = {
  models: (stack, { environment }) => {
    const { config, names } = environment;
    const given = partSettings(config, "private-link") as PrivateLink;
    const objects = stack.node.findAll();
    const balancers = objects.filter((each) => each instanceof ServiceV1);
    const deployments = objects.filter((each) => each instanceof DeploymentV1);
    const scope = new Construct(stack, "private-link");
    const lookups = new Construct(scope, "Lookups");
    const services = config.models.flatMap(({ name }) => {
      const nlb = balancers.find(({ metadata }) => metadata.nameInput === nlbServiceName(name));
      if (!nlb) return [];
      if (given.consumerRanges === "any") withoutRanges(nlb);
      const host = nlb.status.get(0).loadBalancer.get(0).ingress.get(0).hostname;
      const id = ownId(scope, name);
      const found = new DataAwsLb(lookups, id, {
        name: Token.asString(Fn.one(Token.asList(Fn.regex(NAME_IN_HOST, host)))),
      });
      const service = new VpcEndpointService(scope, id, {
        acceptanceRequired: given.acceptance,
        allowedPrincipals: given.principals,
        networkLoadBalancerArns: [found.arn],
        ...(given.privateDnsName === undefined ? {} : { privateDnsName: given.privateDnsName }),
        ...(given.regions.length > 0
          ? { supportedRegions: [...new Set([config.region, ...given.regions])] }
          : {}),
        tags: { Name: `${names.prefix}-${name}` },
        // Pods are ready only behind an active NLB, by their readiness gates. KServe makes those of its models.
        dependsOn: deployments.filter(({ metadata }) => metadata.nameInput === name),
      });
      return [[name, service] as const];
    });
    if (services.length === 0) return {};
    return {
      private_link_services: {
        description: "Endpoint services of the models, by model, for which consumers create endpoints",
        value: Object.fromEntries(services.map(([name, service]) => [name, shown(service, given)])),
      },
    };
  },
};

function withoutRanges({ metadata }: ServiceV1): void {
  metadata.annotations = { ...metadata.annotationsInput, [JUDGES_CONSUMERS]: "off" };
}

function shown(service: VpcEndpointService, { privateDnsName }: PrivateLink): object {
  const record = service.privateDnsNameConfiguration.get(0);
  return {
    service_name: service.serviceName,
    service_id: service.id,
    ...(privateDnsName === undefined
      ? {}
      : { private_dns_name: privateDnsName, txt_record: { name: record.name, value: record.value } }),
  };
}
