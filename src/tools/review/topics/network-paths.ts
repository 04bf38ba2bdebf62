import { groupBy, text } from "../../../proof/model/blocks";
import { attachmentOf } from "../../../proof/model/network/attachments";
import { endpointsOf } from "../../../proof/model/network/endpoints";
import { loadBalancersOf } from "../../../proof/model/network/load-balancers";
import { controlPlanesOf, fargateOf, nodesOf } from "../../../proof/model/network/interface-sets";
import { isInternet, rangeName } from "../../../proof/model/network/ranges";
import { routeTablesOf } from "../../../proof/model/network/routing";
import { HIGHEST_PORT, type Peer, type Rule, groupName, rulesOf } from "../../../proof/model/network/rules";
import { type EnvironmentPlan, type PlannedResource } from "../../../proof/terraform-json/environment-plan";
import { type Phrase, plain, say } from "../phrase";
import { type Topic, type TopicLine, gainedAndLost } from "./topic";

/** An allowed connection. */
interface Path {
  readonly resource: PlannedResource;
  readonly from: Phrase;
  readonly to: Phrase;
  readonly ports: string;
  readonly isInternet: boolean;
}

export const networkPaths: Topic = {
  title: "Network paths",
  lines: ({ before, after }) => {
    const { gained, lost } = gainedAndLost(pathsOf(before), pathsOf(after));
    return [...gained.map((path) => line("opened", path)), ...lost.map((path) => line("closed", path))];
  },
};

function line(what: "opened" | "closed", { resource, from, to, ports, isInternet: wide }: Path): TopicLine {
  const end = wide && what === "opened" ? " (the internet)" : "";
  return {
    level: "attention",
    layer: resource.layer,
    address: resource.address,
    text: say`${[what]}: ${from} → ${to}, ${ports}${[end]}`,
  };
}

/** Between two groups, both must allow a connection; for a CIDR range, the one group must. */
function pathsOf(plan: EnvironmentPlan): Map<string, Path> {
  const rules = rulesOf(plan).all.filter(({ implied }) => !implied);
  const named = groupTitles(plan);
  const groups = new Set(rules.map(({ group }) => group));
  // Rules of a group in another network are not in the stacks.
  const isOutside = (group: string) => !group.includes("/aws_") && !groups.has(group);
  const egress = groupBy(
    rules.filter(({ direction }) => direction === "egress"),
    ({ group }) => group,
  );
  const paths = rules.flatMap((rule): Path[] => {
    const { peer, resource } = rule;
    const own = named(rule.group);
    if (rule.direction === "egress") {
      if ("group" in peer) return [];
      return [{ resource, from: own, to: peerTitle(peer), ports: portsName(rule), isInternet: isWide(peer) }];
    }
    if (!("group" in peer) || isOutside(peer.group)) {
      return [{ resource, from: peerTitle(peer), to: own, ports: portsName(rule), isInternet: isWide(peer) }];
    }
    const allowed = (egress.get(peer.group) ?? []).flatMap((out) => overlap(rule, out, rule.group) ?? []);
    return allowed.map((ports) => ({
      resource,
      from: named(peer.group),
      to: own,
      ports,
      isInternet: false,
    }));
  });
  const all = [...paths, ...attachedPathsOf(plan)];
  return new Map(all.map((path) => [`${plain(path.from)} ${plain(path.to)} ${path.ports}`, path]));
}

/** Routes to other networks. Rules decide what uses them, so a route is a path on all ports. */
function attachedPathsOf(plan: EnvironmentPlan): Path[] {
  const tables = new Map([...routeTablesOf(plan).values()].map((table) => [table.id, table]));
  return [...tables.values()].flatMap((table) =>
    table.routes
      .filter(({ way }) => way === "attachment")
      .map((route): Path => {
        const target = attachmentOf(plan, route)?.resource.address ?? "an unknown attachment";
        return {
          resource: route.resource,
          from: say`${table.resource?.address ?? "the main route table"}`,
          to: say`${route.destination === "" ? "a range known after apply" : route.destination}`,
          ports: `route through ${target}`,
          isInternet: isInternet(route.destination),
        };
      }),
  );
}

/** The ports that both the target's and the caller's rule allow. */
function overlap(into: Rule, out: Rule, target: string): string | undefined {
  const leads = "group" in out.peer ? out.peer.group === target : "cidr" in out.peer;
  if (!leads) return undefined;
  if (into.protocol === "all") return portsName(out);
  if (out.protocol !== "all" && out.protocol !== into.protocol) return undefined;
  const [from, to] = [Math.max(into.from, out.from), Math.min(into.to, out.to)];
  return from > to ? undefined : portsName({ protocol: into.protocol, from, to });
}

function portsName({ protocol, from, to }: Pick<Rule, "protocol" | "from" | "to">): string {
  if (protocol === "all" || (from === 0 && to === HIGHEST_PORT))
    return protocol === "all" ? "all ports" : `all ${protocol.toUpperCase()} ports`;
  return `${protocol.toUpperCase()} ${rangeName({ first: from, last: to })}`;
}

const isWide = (peer: Peer): boolean => "cidr" in peer && isInternet(peer.cidr);

function peerTitle(peer: Peer): Phrase {
  if ("cidr" in peer) return say`${peer.cidr === "" ? "a range known after apply" : peer.cidr}`;
  if ("group" in peer) return say`${groupName(peer.group)}`;
  return peer.prefixList === "s3" ? ["S3"] : ["a prefix list"];
}

/** Titles of groups: the interfaces that have the group, and its name, which is independent of the address. */
function groupTitles(plan: EnvironmentPlan): (id: string) => Phrase {
  const fargate = fargateOf(plan);
  const carriers = [
    ...nodesOf(plan).map(({ groups }) => ({ who: "nodes", groups })),
    ...(fargate ? [{ who: "Fargate pods", groups: fargate.groups }] : []),
    ...controlPlanesOf(plan).map(({ groups }) => ({ who: "the control plane", groups })),
    ...loadBalancersOf(plan).map(({ groups }) => ({ who: "load balancers", groups })),
    ...endpointsOf(plan).map(({ groups }) => ({ who: "endpoints", groups })),
  ];
  const known = new Map<string, Phrase>();
  return (id) => {
    const title = known.get(id) ?? titleOf(id);
    known.set(id, title);
    return title;
  };

  function titleOf(id: string): Phrase {
    const resource = plan.all.find(({ layer, address }) => `${layer}/${address}` === id);
    const name = (resource && text(resource.config["name"])) ?? groupName(id);
    const who = [...new Set(carriers.flatMap((each) => (each.groups.includes(id) ? [each.who] : [])))];
    return who.length === 0 ? say`${name}` : say`${[who.join(" and ")]} (${name})`;
  }
}
