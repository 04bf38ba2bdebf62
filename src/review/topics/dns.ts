import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { block, isTrue, type JsonObject, text, texts } from "../../terraform/stack-json";
import { type ResourceChange } from "../change";
import { fromTo, plain, say } from "../stages/phrase";
import { judgesOfRows } from "./rows";
import { sentencesOf } from "./named";
import { type Change, existing, gainedAndLost, isAt, type Topic, type TopicLine } from "./topic";
import { resolveReferences } from "../../infrastructure/text-references";

const { line } = sentencesOf("DNS records");

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
    const [was, is] = existing(change, recordsOf);
    const keyOfRecord = (record: HostRecord) => `${plain(sentence(record))} ${String(record.isIpv6)}`;
    const { gained, lost } = gainedAndLost(was, is, keyOfRecord);
    return [
      ...lost.map((record) => lostLine(record, is)),
      ...gained.map((record) => gainedLine(record, was)),
      ...staleLines(change),
      ...change.resources.flatMap(validationLine),
    ];
  },
  ...judgesOfRows("DNS records"),
};

const RECORD = "aws_route53_record";

/** A host that resolves elsewhere, to something that a stack shows, is attention; otherwise its clients are lost. */
function lostLine(record: HostRecord, is: readonly HostRecord[]): TopicLine {
  const other = is.find(
    ({ host, zone, isIpv6 }) => host === record.host && zone === record.zone && isIpv6 === record.isIpv6,
  );
  const { resource } = record;
  if (!other) return line("lost", resource, { record: sentence(record) });
  const name = other.target ? "elsewhere in the stacks" : "elsewhere";
  return line(name, resource, { record: sentence(record), other: other.target?.address ?? other.to });
}

/** Route 53 refuses a second record of a name, unless Terraform may overwrite it. */
function gainedLine(record: HostRecord, was: readonly HostRecord[]): TopicLine {
  const isOther = was.some(({ host }) => host === record.host);
  const overwrites = isTrue(record.resource.config["allow_overwrite"]);
  const name = overwrites ? "overwriting" : isOther ? "new beside others" : "new";
  return line(name, record.resource, { record: sentence(record) });
}

const sentence = ({ host, zone, target, to }: HostRecord) =>
  target?.type === "aws_vpc_endpoint"
    ? say`${host} resolves to ${target.address}, in private hosted zone ${zone}`
    : target
      ? say`${host} resolves to the load balancer of ${target.address}, in hosted zone ${zone}`
      : say`${host} resolves to ${to === "" ? "an unknown address" : to}, in hosted zone ${zone}`;

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
        zone: resolveReferences(plan, inLayer(resource, config.zone_id)),
        isIpv6: text(config.type) === "AAAA",
        target: plan.target(inLayer(resource, value)),
        to: written.map((each) => resolveReferences(plan, inLayer(resource, each))).join(", "),
      },
    ];
  });
}

/** Records by which AWS knows who owns the names of a certificate. */
const isValidation = (config: JsonObject): boolean =>
  JSON.stringify(config).includes("domain_validation_options");

/** A record that goes. One that is replaced only since its certificate is has the line of the certificate. */
function validationLine(record: ResourceChange): TopicLine[] {
  const { type, action, before, edits } = record;
  if (type !== RECORD || !before || !isValidation(before)) return [];
  if (action === "destroy") return [line("validation ends", record)];
  const [edit] = edits;
  if (action !== "replace" || !edit) return [];
  return [line("validation replaced", record, { change: say`${edit.path} ${fromTo(edit)}` }, { edits })];
}

/**
 * Records that the apply leaves behind: the controller replaces a load balancer whose scheme changes, after Terraform has
 * updated its object and read the old name.
 */
function staleLines({ before, after, resources }: Change): TopicLine[] {
  return recordsOf(after).flatMap(({ resource, host, target }) => {
    if (!target?.address.startsWith("kubernetes_")) return [];
    const schemeIn = (plan: EnvironmentPlan) =>
      loadBalancersOf(plan).find((each) => each.creators.some(isAt(target)))?.internetFacing;
    const [old, current] = [schemeIn(before), schemeIn(after)];
    const isUpdated = resources.some((each) => isAt(target)(each) && each.action === "change");
    if (old === undefined || old === current || !isUpdated) return [];
    return line("stale", resource, { host, layer: resource.layer });
  });
}
