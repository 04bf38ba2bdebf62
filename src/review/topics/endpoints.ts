import { type Endpoint, endpointsOf } from "../../infrastructure/endpoints";
import { leadsOutByNat, workloadsOf } from "../../infrastructure/interface-sets";
import { callersOf } from "../../infrastructure/endpoint-users";
import { counted } from "../../base/counted";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { say } from "../stages/phrase";
import { changeOf, existenceIn } from "./both-sides";
import { policyLines } from "./endpoint-policies";
import { firstAndMore } from "./names";
import { type Change, type Topic, type TopicLine } from "./topic";

/** Endpoints by the service that they serve: which way its calls take. */
export const endpoints: Topic = {
  title: "VPC endpoints",
  lines: (change) => {
    const { wasThere, isThere } = existenceIn(change);
    const old = byService(endpointsOf(change.before).filter(({ resource }) => wasThere(resource)));
    const now = byService(endpointsOf(change.after).filter(({ resource }) => isThere(resource)));
    const removed = [...old.values()].filter((endpoint) => !now.has(keyOf(endpoint)));
    return [
      ...removedLines(change, removed),
      ...[...now].flatMap(([service, is]) => {
        const was = old.get(service);
        return was ? changedLines(change, service, was, is) : [addedLine(service, is)];
      }),
    ];
  },
  judges: (changed, edit) =>
    changed.address.startsWith("aws_vpc_endpoint.") &&
    (edit ? ARGUMENTS.test(edit.argument) : "action" in changed && changed.action !== "replace"),
};

/** The kind of an endpoint replaces it, and the checks judge its route tables. */
const ARGUMENTS = /^(subnet_ids|security_group_ids|private_dns_enabled|policy|route_table_ids)(\.|$)/;

const keyOf = ({ service, resource }: Endpoint): string => service ?? resource.address;

const byService = (all: readonly Endpoint[]): Map<string, Endpoint> =>
  new Map(all.map((endpoint) => [keyOf(endpoint), endpoint]));

const placeOf = ({ resource: { layer, address } }: Endpoint) => ({ layer, address });

const addedLine = (service: string, is: Endpoint): TopicLine => ({
  level: "info",
  ...placeOf(is),
  text: say`new endpoint for ${service} in ${[counted(zones(is), "zone")]}`,
});

/** Calls that take another way after the removal of their endpoint. Without another way, the checks find their callers. */
function removedLines({ after }: Change, removed: readonly Endpoint[]): TopicLine[] {
  const [first] = removed;
  if (!first) return [];
  const services = firstAndMore(removed.map(keyOf));
  const callers = removed.some(
    ({ service }) => service !== undefined && callersOf(after, service).length > 0,
  );
  const text =
    callers && leavesByNat(after)
      ? say`the calls of ${services} leave the VPC to the internet, through NAT: removed with ${first.resource.address}`
      : say`endpoint for ${services} was removed${[callers ? ": its callers reach it no more" : "; nothing that runs calls it"]}`;
  return [
    {
      level: callers ? "attention" : "info",
      ...(callers && !leavesByNat(after) ? { harm: "outage" as const } : {}),
      ...placeOf(first),
      text,
    },
  ];
}

const leavesByNat = (plan: EnvironmentPlan): boolean =>
  workloadsOf(plan).length > 0 && workloadsOf(plan).every(leadsOutByNat);

function changedLines(change: Change, service: string, was: Endpoint, is: Endpoint): TopicLine[] {
  const place = placeOf(is);
  const changed = changeOf(change, is.resource);
  const lines: TopicLine[] = [];
  if (was.kind !== is.kind)
    lines.push({
      level: "attention",
      ...place,
      text: say`endpoint for ${service}: ${was.kind} → ${is.kind}`,
    });
  if (zones(was) !== zones(is)) {
    const count = say`endpoint for ${service}: ${zones(was)} → ${[counted(zones(is), "zone")]}`;
    lines.push({ level: "info", ...place, text: count, ...editsOf(changed, "subnet_ids") });
  }
  if (was.privateDns !== is.privateDns) lines.push(nameLine(change, service, is, changed));
  if (namesOf(was) !== namesOf(is)) {
    const text = say`endpoint for ${service}: security groups ${namesOf(was)} → ${namesOf(is)}`;
    lines.push({ level: "attention", ...place, text, ...editsOf(changed, "security_group_ids") });
  }
  const lost = was.tables.filter((table) => !is.tables.includes(table));
  if (lost.length > 0 && changed?.edits.some(({ argument }) => argument === "route_table_ids")) {
    const text = say`endpoint for ${service}: no route of ${firstAndMore(lost.map(addressOf))} leads to ${is.resource.address} any more`;
    lines.push({ level: "attention", ...place, text, ...editsOf(changed, "route_table_ids") });
  }
  return [...lines, ...policyLines(change, service, was, is)];
}

/** Without private DNS, the name of a service resolves to its public addresses, or to those of another network. */
function nameLine(
  { after }: Change,
  service: string,
  is: Endpoint,
  changed: ResourceChange | undefined,
): TopicLine {
  const way = say`${is.resource.address}, endpoint for ${service}: private DNS ${[is.privateDns ? "off → on" : "on → off"]}`;
  const edits = editsOf(changed, "private_dns_enabled");
  const line = { ...placeOf(is), ...edits };
  if (is.privateDns)
    return { level: "attention", ...line, text: say`${way}: calls of ${service} go through the endpoint` };
  if (leavesByNat(after))
    return { level: "attention", ...line, text: say`${way}: calls leave the VPC to the internet` };
  return {
    level: "attention",
    harm: "outage",
    ...line,
    text: say`${way}: its name resolves to public addresses, to which no route leads`,
  };
}

const editsOf = (
  changed: ResourceChange | undefined,
  argument: string,
): { readonly edits?: readonly Edit[] } => {
  const edits = changed?.edits.filter((edit) => edit.argument === argument) ?? [];
  return edits.length === 0 ? {} : { edits };
};

const addressOf = (id: string): string => id.slice(id.indexOf("/") + 1);
const namesOf = ({ groups }: Endpoint): string => [...groups].map(addressOf).sort().join(", ");
const zones = (endpoint: Endpoint): number => new Set(endpoint.subnets).size;
