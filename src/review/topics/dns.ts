import { block, isTrue, text, texts, valueOf } from "../../infrastructure/blocks";
import { creatorsOf, loadBalancersOf } from "../../infrastructure/load-balancers";
import { resolveReferences } from "../../infrastructure/references";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type JsonObject } from "../../terraform/stack-json";
import { type OtherChange, type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { plain, say } from "../stages/phrase";
import { existenceIn } from "./both-sides";
import { fromTo } from "./edited";
import { type Change, type Topic, type TopicLine, gainedAndLost } from "./topic";

/** A record of a host. */
interface HostRecord {
  readonly resource: PlannedResource;
  readonly host: string;
  readonly zone: string;
  /** Clients with IPv6 alone use no other record. */
  readonly isIpv6: boolean;
  /** The load balancer, the object that the controller creates it from, or the endpoint of a service. */
  readonly target: PlannedResource | undefined;
  /** The target as it is written. */
  readonly to: string;
}

/** Names that clients use. A new name only adds a way; another target, or none, ends the old one. */
export const dns: Topic = {
  title: "DNS records",
  lines: (change) => {
    const { wasThere, isThere } = existenceIn(change);
    const was = recordsOf(change.before).filter(({ resource }) => wasThere(resource));
    const is = recordsOf(change.after).filter(({ resource }) => isThere(resource));
    const { gained, lost } = gainedAndLost(factsOf(was), factsOf(is));
    return [
      ...lost.map((record) => lostLine(record, is)),
      ...gained.map((record) => gainedLine(record, was)),
      ...staleLines(change),
      ...change.resources.flatMap(validationLine),
    ];
  },
  judges: (changed, edit) => RECORD.test(changed.address) && isCompared(changed, edit),
};

const RECORD = /^aws_route53_record\./;

/** Records with a policy of routing answer by more than their name. */
function isCompared(changed: ResourceChange | OtherChange, edit?: Edit): boolean {
  if (edit) return /^(name|zone_id|records|ttl|alias\.(name|zone_id))$/.test(edit.argument);
  const configs = "action" in changed ? [changed.before, changed.after] : [];
  return !/routing_policy|set_identifier/.test(JSON.stringify(configs));
}

const placeOf = ({ resource: { layer, address } }: HostRecord) => ({ layer, address });

/** A host that resolves elsewhere, to something that a stack shows, is attention; otherwise its clients are lost. */
function lostLine(record: HostRecord, is: readonly HostRecord[]): TopicLine {
  const other = is.find(
    ({ host, zone, isIpv6 }) => host === record.host && zone === record.zone && isIpv6 === record.isIpv6,
  );
  const text = other
    ? say`no longer: ${sentence(record)}; now it resolves to ${other.target?.address ?? other.to}`
    : say`no longer: ${sentence(record)}`;
  return {
    level: "attention",
    ...(other?.target ? {} : { harm: "outage" as const }),
    ...placeOf(record),
    text,
  };
}

/** Route 53 refuses a second record of a name, unless Terraform may overwrite it. */
function gainedLine(record: HostRecord, was: readonly HostRecord[]): TopicLine {
  const isOther = was.some(({ host }) => host === record.host);
  const overwrites = isTrue(record.resource.config["allow_overwrite"]);
  const text = say`now: ${sentence(record)}${[overwrites ? "; it overwrites a record that exists" : ""]}`;
  return { level: isOther || overwrites ? "attention" : "info", ...placeOf(record), text };
}

const sentence = ({ host, zone, target, to }: HostRecord) =>
  target?.type === "aws_vpc_endpoint"
    ? say`${host} resolves to ${target.address}, in private hosted zone ${zone}`
    : target
      ? say`${host} resolves to the load balancer of ${target.address}, in hosted zone ${zone}`
      : say`${host} resolves to ${to === "" ? "the load balancer of another environment" : to}, in hosted zone ${zone}`;

const factsOf = (records: readonly HostRecord[]): Map<string, HostRecord> =>
  new Map(records.map((record) => [`${plain(sentence(record))} ${String(record.isIpv6)}`, record]));

function recordsOf(plan: EnvironmentPlan): HostRecord[] {
  return plan.resources("aws_route53_record").flatMap((resource) => {
    const { config } = resource;
    const written =
      config.alias === undefined ? texts(config.records) : [text(block(config.alias).name) ?? ""];
    if (isValidation(config)) return [];
    const [value = ""] = written;
    return [
      {
        resource,
        host: text(config.name) ?? "",
        zone: resolveReferences(plan, valueOf(resource, config.zone_id)),
        isIpv6: text(config.type) === "AAAA",
        target: plan.target(valueOf(resource, value)),
        to: written.map((each) => resolveReferences(plan, valueOf(resource, each))).join(", "),
      },
    ];
  });
}

/** Records by which AWS knows who owns the names of a certificate. */
const isValidation = (config: JsonObject): boolean =>
  JSON.stringify(config).includes("domain_validation_options");

/** A record that goes. One that is replaced only since its certificate is has the line of the certificate. */
function validationLine({ type, layer, address, action, before, edits }: ResourceChange): TopicLine[] {
  if (type !== "aws_route53_record" || !before || !isValidation(before)) return [];
  const place = { level: "attention", layer, address } as const;
  if (action === "destroy")
    return [
      { ...place, text: say`${address} is destroyed: AWS cannot renew the certificate that it validates` },
    ];
  const [edit] = edits;
  if (action !== "replace" || !edit) return [];
  const text = say`${address} is replaced, ${edit.path} ${fromTo(edit)}: AWS renews the certificate only while the record is in the zone that resolves its names`;
  return [{ ...place, text, edits }];
}

/**
 * Records that the apply leaves behind: the controller replaces a load balancer whose scheme changes, after Terraform has
 * updated its object and read the old name.
 */
function staleLines({ before, after, resources }: Change): TopicLine[] {
  return recordsOf(after).flatMap(({ resource, host, target }) => {
    const { layer, address } = target ?? {};
    const schemeIn = (plan: EnvironmentPlan) =>
      loadBalancersOf(plan).find((each) =>
        creatorsOf(each).some((creator) => creator.layer === layer && creator.address === address),
      )?.internetFacing;
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
