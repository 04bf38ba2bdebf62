import { block, text, valueOf } from "../../../proof/model/blocks";
import { loadBalancersOf } from "../../../proof/model/network/load-balancers";
import { resolveReferences } from "../../../proof/model/references";
import { type EnvironmentPlan, type PlannedResource } from "../../../proof/terraform-json/environment-plan";
import { plain, say } from "../phrase";
import { type Change, type Topic, type TopicLine, gainedAndLost } from "./topic";

/** An alias record of a host. */
interface HostRecord {
  readonly resource: PlannedResource;
  readonly host: string;
  readonly zone: string;
  /** The load balancer, the object that the controller creates it from, or the endpoint of a service. */
  readonly target: PlannedResource | undefined;
}

export const dns: Topic = {
  title: "DNS records",
  lines: (change) => {
    const { gained, lost } = gainedAndLost(factsOf(change.before), factsOf(change.after));
    return [
      ...gained.map((record) => lineOf(record, "now")),
      ...lost.map((record) => lineOf(record, "no longer")),
      ...staleLines(change),
    ];
  },
};

const lineOf = (record: HostRecord, when: "now" | "no longer"): TopicLine => ({
  level: "attention",
  layer: record.resource.layer,
  address: record.resource.address,
  text: say`${[when]}: ${sentence(record)}`,
});

const sentence = ({ host, zone, target }: HostRecord) =>
  target?.type === "aws_vpc_endpoint"
    ? say`${host} resolves to ${target.address}, in private hosted zone ${zone}`
    : say`${host} resolves to the load balancer of ${target?.address ?? "another environment"}, in hosted zone ${zone}`;

const factsOf = (plan: EnvironmentPlan): Map<string, HostRecord> =>
  new Map(recordsOf(plan).map((record) => [plain(sentence(record)), record]));

function recordsOf(plan: EnvironmentPlan): HostRecord[] {
  return plan.resources("aws_route53_record").flatMap((resource) => {
    const { config } = resource;
    if (config.alias === undefined) return [];
    return [
      {
        resource,
        host: text(config.name) ?? "",
        zone: resolveReferences(plan, valueOf(resource, config.zone_id)),
        target: plan.target(valueOf(resource, block(config.alias).name)),
      },
    ];
  });
}

/**
 * Records that the apply leaves behind: the controller replaces a load balancer whose scheme changes, after Terraform has
 * updated its object and read the old name.
 */
function staleLines({ before, after, resources }: Change): TopicLine[] {
  return recordsOf(after).flatMap(({ resource, host, target }) => {
    const { layer, address } = target ?? {};
    const schemeIn = (plan: EnvironmentPlan) =>
      loadBalancersOf(plan).find((each) => each.resource.layer === layer && each.resource.address === address)
        ?.internetFacing;
    const [old, current] = [schemeIn(before), schemeIn(after)];
    const isUpdated = resources.some(
      (each) => each.layer === layer && each.address === address && each.action === "change",
    );
    if (!address?.startsWith("kubernetes_") || old === undefined || old === current || !isUpdated) return [];
    return [
      {
        level: "attention" as const,
        layer: resource.layer,
        address: resource.address,
        text: say`${host} resolves to the old load balancer after this apply, since the controller replaces it afterwards; apply ${resource.layer} again`,
      },
    ];
  });
}
